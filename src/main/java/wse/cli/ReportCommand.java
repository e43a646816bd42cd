package wse.cli;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import wse.measure.RunResult;
import wse.report.JsonReport;
import wse.report.ReportFiles;
import wse.report.TextReport;
import wse.text.Terminal;

/** {@code wse-stress report}: renders the reports of a run again, from its {@code results.json}. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Prints the tables of a run and writes report.html and report.md again, using only its results.json.",
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
        RunResult run = JsonReport.parse(text(file));
        Path dir = out.orElseGet(() -> file.toAbsolutePath().getParent());
        ReportFiles.renderInto(run, dir);
        print(TextReport.render(run, Terminal.showsColours())
                + System.lineSeparator()
                + "  report    " + dir.resolve(ReportFiles.HTML)
                + System.lineSeparator());
        return 0;
    }
}
