package wse.cli;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import wse.measure.RunResult;
import wse.report.JsonReport;
import wse.report.ReportFiles;
import wse.report.ResultsSchema;
import wse.report.TextReport;
import wse.text.Plain;
import wse.text.Terminal;

/** {@code wse-stress report}: renders the reports of a run again, from its {@code results.json}. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Prints the tables of a run and writes report.html and report.md again, using only its results.json.",
            "With --check, only checks whether that file conforms to its schema: the exit code is 0 if it does, and 1 otherwise."
        },
        footer = {"", "Example:", "  java -jar wse-stress.jar report target/wse/latest --out /tmp/report"})
public final class ReportCommand extends JarCommand {

    /** Far more than any run writes. */
    private static final long MOST_BYTES = 256 << 20;

    @Parameters(paramLabel = "RESULTS_JSON", description = "the results.json of a run, or the directory of the run")
    private Path results;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "directory for the reports (default: the one of the results)")
    private Optional<Path> out = Optional.empty();

    @Option(
            names = "--check",
            description = "check the results against the schema of wse-results/1 instead of writing reports")
    private boolean check;

    private String text(Path file) throws IOException {
        require(
                Files.size(file) <= MOST_BYTES,
                "RESULTS_JSON must not be larger than " + (MOST_BYTES >> 20) + " MiB: RESULTS_JSON=" + results);
        try {
            return Files.readString(file);
        } catch (MalformedInputException e) {
            throw new IllegalArgumentException("RESULTS_JSON must be text in UTF-8: RESULTS_JSON=" + results, e);
        }
    }

    @Override
    public Integer call() throws IOException {
        Path file = Files.isDirectory(results) ? results.resolve(ReportFiles.RESULTS) : results;
        require(
                Files.isReadable(file),
                "RESULTS_JSON must be a readable file, or a directory that contains results.json: RESULTS_JSON="
                        + results);
        if (check) {
            return check(file, text(file));
        }
        RunResult run = JsonReport.parse(text(file));
        Path dir = out.orElseGet(() -> file.toAbsolutePath().getParent());
        ReportFiles.renderInto(run, dir);
        print(TextReport.render(run, Terminal.showsColours())
                + System.lineSeparator()
                + "  report    " + dir.resolve(ReportFiles.HTML)
                + System.lineSeparator());
        return 0;
    }

    private int check(Path file, String json) {
        List<String> errors = errors(json);
        if (errors.isEmpty()) {
            print(file + " conforms to " + JsonReport.SCHEMA + System.lineSeparator());
            return 0;
        }
        print(file + " does not conform to " + JsonReport.SCHEMA + ":" + System.lineSeparator()
                + errors.stream()
                        .map(error -> "  " + Plain.printable(error) + System.lineSeparator())
                        .collect(Collectors.joining()));
        return 1;
    }

    /**
     * What is wrong with the results. Parsing them finds what a schema cannot express, such as a histogram that is cut
     * off.
     */
    private static List<String> errors(String json) {
        try {
            List<String> errors = ResultsSchema.errors(json);
            if (errors.isEmpty()) {
                JsonReport.parse(json);
            }
            return errors;
        } catch (IllegalArgumentException e) {
            return List.of(e.getMessage());
        }
    }
}
