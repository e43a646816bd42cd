package wse.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import wse.config.SuiteSettings;
import wse.config.SuiteTest;
import wse.measure.RunResult;
import wse.text.Plain;

/**
 * Writes the document of a suite, from the results of its runs: {@code BENCHMARKS.md}, {@code index.html}, and its tables as
 * CSV files.
 */
public final class SuiteFiles {

    public static final String MARKDOWN = "BENCHMARKS.md";
    public static final String HTML = "index.html";

    /** Points to the directory of the newest suite, like {@link ReportFiles#LATEST} to that of the newest run. */
    public static final String LATEST = "latest-suite";

    /** Beginning of the name of a suite's directory, before its id. */
    private static final String DIRECTORY = "suite-";

    /** Ending of the name of a file that says why a test could not start. */
    private static final String REFUSED = "-refused.txt";

    private SuiteFiles() {}

    /** Whether a text can be the id of a suite, and so a part of the name of its directory. */
    public static boolean isId(String text) {
        return text.matches("[A-Za-z0-9][A-Za-z0-9-]{0,63}");
    }

    /**
     * Notes that a test could not start, and writes the suite's document again if it has results.
     *
     * @param simulation class name of the test
     * @param reason one sentence
     */
    public static void refuse(Path out, String id, String simulation, String reason) throws IOException {
        Optional<SuiteTest> test = SuiteTest.of(simulation);
        if (test.isPresent()) {
            ReportFiles.write(directory(out, id), test.get().simulation() + REFUSED, reason + "\n");
            if (!runs(out, id).isEmpty()) {
                update(out, id);
            }
        }
    }

    private static Map<SuiteTest, String> refusals(Path directory) throws IOException {
        Map<SuiteTest, String> refusals = new EnumMap<>(SuiteTest.class);
        for (SuiteTest test : SuiteTest.values()) {
            Path file = directory.resolve(test.simulation() + REFUSED);
            if (Files.isRegularFile(file)) {
                refusals.put(test, Plain.printable(Files.readString(file).strip()));
            }
        }
        return refusals;
    }

    /** The directory of a suite below the directory of all results. */
    public static Path directory(Path out, String id) {
        return out.resolve(DIRECTORY + id);
    }

    /**
     * Writes the document of a suite again, from the results that have been written so far, and points
     * {@code latest-suite} to it.
     *
     * @param out the directory of all results
     * @return the suite's directory
     * @throws IOException naming the file
     */
    public static Path update(Path out, String id) throws IOException {
        Path directory = directory(out, id);
        write(runs(out, id), directory);
        ReportFiles.pointTo(directory, LATEST);
        return directory;
    }

    /**
     * Writes the document of these runs.
     *
     * @throws IllegalArgumentException without a run
     */
    public static void write(List<RunResult> runs, Path directory) throws IOException {
        SuiteDocument document = SuiteDocument.of(Suite.of(runs, refusals(directory)));
        ReportFiles.write(directory, MARKDOWN, SuiteMarkdown.render(document));
        ReportFiles.write(directory, HTML, SuiteHtml.render(document));
        for (Map.Entry<String, String> file :
                CsvReport.render(document.tables()).entrySet()) {
            ReportFiles.write(directory.resolve(CsvReport.DIRECTORY), file.getKey(), file.getValue());
        }
    }

    /**
     * The runs of a suite.
     *
     * @param out the directory of all results
     */
    public static List<RunResult> runs(Path out, String id) throws IOException {
        List<RunResult> runs = new ArrayList<>();
        for (Path file : results(out)) {
            String json = Files.readString(file);
            // Most results belong to other suites, and reading their histograms takes time.
            if (json.contains('"' + id + '"')) {
                RunResult run = JsonReport.parse(json);
                if (id.equals(run.config().get(SuiteSettings.SUITE_ID.key()))) {
                    runs.add(run);
                }
            }
        }
        return runs;
    }

    /**
     * The newest run of each test of a suite; empty if this is not the directory of a suite.
     *
     * @param directory contains the suite's document, and is next to the directories of its runs
     */
    static List<RunResult> newestRuns(Path directory) throws IOException {
        Path real = directory.toRealPath();
        String name = String.valueOf(real.getFileName());
        if (!name.startsWith(DIRECTORY)) {
            return List.of();
        }
        List<RunResult> runs = runs(real.getParent(), name.substring(DIRECTORY.length()));
        return runs.isEmpty() ? runs : List.copyOf(Suite.of(runs).runs().values());
    }

    private static List<Path> results(Path out) throws IOException {
        try (Stream<Path> directories = Files.list(out)) {
            return directories
                    .filter(directory -> !Files.isSymbolicLink(directory))
                    .map(directory -> directory.resolve(ReportFiles.RESULTS))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
