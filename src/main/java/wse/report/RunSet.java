package wse.report;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import wse.config.TestKind;
import wse.measure.RunResult;

/**
 * One side of a comparison: a run, several repeats of it, or the runs of a whole suite.
 *
 * @param name how the user named it
 */
public record RunSet(String name, List<RunResult> runs) {

    /** Far larger than the results of any run. */
    private static final long MOST_BYTES = 256 << 20;

    private static final String BY_GATLING = "ByGatlingSimulation";

    /** Depth of the files in a directory of suites. */
    private static final int DEPTH = 3;

    public RunSet {
        runs = List.copyOf(runs);
    }

    /**
     * Reads results. The path can be a {@code results.json}, the directory of a run, a directory that contains the
     * directories of several runs, or the directory of a suite's document.
     *
     * @throws IllegalArgumentException if there are none, or if one of them contains something else
     */
    public static RunSet read(Path path) throws IOException {
        List<Path> files = files(path);
        List<RunResult> runs = files.isEmpty() && Files.isDirectory(path)
                ? SuiteFiles.newestRuns(path)
                : files.stream().map(RunSet::parse).toList();
        if (runs.isEmpty()) {
            throw new IllegalArgumentException(
                    "a comparison needs a results.json, the directory of a run or of a suite, or a directory of such"
                            + " directories: " + path + "; give the directory of a run, such as target/wse/latest");
        }
        return new RunSet(path.toString(), runs);
    }

    /** How many runs there are below a directory. */
    public static int count(Path directory) throws IOException {
        return files(directory).size();
    }

    /** Links are not followed, so that the run to which {@code latest} points is not read twice. */
    static List<Path> files(Path path) throws IOException {
        if (Files.isRegularFile(path)) {
            return List.of(path);
        }
        Path own = path.resolve(ReportFiles.RESULTS);
        if (Files.isRegularFile(own)) {
            return List.of(own);
        }
        if (!Files.isDirectory(path)) {
            return List.of();
        }
        try (Stream<Path> below = Files.walk(path.toRealPath(), DEPTH, new FileVisitOption[0])) {
            return below.filter(file -> file.getFileName().toString().equals(ReportFiles.RESULTS))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        }
    }

    static RunResult parse(Path file) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new IllegalArgumentException(
                        "results must not be larger than " + (MOST_BYTES >> 20) + " MiB: " + file);
            }
            return JsonReport.parse(Files.readString(file));
        } catch (MalformedInputException e) {
            throw new IllegalArgumentException("results must be text in UTF-8: " + file, e);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "results must be readable: " + file + " (" + WholeFile.reason(e) + ")", e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    /** The tests of its runs, in the order of the runs. */
    Set<String> tests() {
        return runs.stream().map(RunSet::test).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Its runs of one test, oldest first. */
    List<RunResult> of(String test) {
        return runs.stream()
                .filter(run -> test(run).equals(test))
                .sorted(Comparator.comparing(RunResult::startedAt))
                .toList();
    }

    /**
     * The name of the test, or of the simulation if it carries out the test in another way or if a user has written it.
     * A suite contains some tests twice.
     */
    static String test(RunResult run) {
        String simulation = Header.simulation(run);
        if (run.test() == TestKind.SCENARIO) {
            return simulation;
        }
        return simulation.endsWith(BY_GATLING)
                ? run.test().title() + ", by Gatling's engine"
                : run.test().title();
    }
}
