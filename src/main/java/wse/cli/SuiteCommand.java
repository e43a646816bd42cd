package wse.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import wse.measure.RunResult;
import wse.report.JsonReport;
import wse.report.ReportFiles;
import wse.report.SuiteFiles;

/** {@code wse-stress suite}: writes the document of a suite again, from the results of its runs. */
@Command(
        name = "suite",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Writes the document of a suite again, from the results of its runs.",
        footer = {
            "",
            "Examples:",
            "  java -jar wse-stress.jar suite target/wse --id 20261127-213000",
            "  java -jar wse-stress.jar suite results/storm results/pings --out /tmp/suite"
        })
public final class SuiteCommand extends JarCommand {

    @Parameters(
            paramLabel = "DIR",
            arity = "1..*",
            description = "directories of runs; with --id, the directory that contains those of all runs")
    private List<Path> directories = List.of();

    @Option(names = "--id", paramLabel = "ID", description = "the suite whose runs are in DIR, as in wse.suiteId")
    private Optional<String> id = Optional.empty();

    @Option(
            names = "--out",
            paramLabel = "OUT",
            description = "directory for the document (default: suite-ID in DIR, or the current directory)")
    private Optional<Path> out = Optional.empty();

    @Override
    public Integer call() throws IOException {
        Path written = id.isPresent() ? ofSuite(id.get()) : ofRuns();
        print("  suite     " + written.resolve(SuiteFiles.HTML) + System.lineSeparator());
        return 0;
    }

    private Path ofSuite(String name) throws IOException {
        Path all = directories.get(0);
        require(
                directories.size() == 1 && Files.isDirectory(all),
                "--id needs exactly one directory, which contains those of all runs: DIR=" + directories);
        require(SuiteFiles.isId(name), "ID must consist of letters, digits and hyphens: ID=" + name);
        List<RunResult> runs = SuiteFiles.runs(all, name);
        require(!runs.isEmpty(), "DIR must contain runs of the suite: none has wse.suiteId=" + name + ": DIR=" + all);
        Path directory = out.orElseGet(() -> SuiteFiles.directory(all, name));
        SuiteFiles.write(runs, directory);
        return directory;
    }

    private Path ofRuns() throws IOException {
        List<RunResult> runs = new ArrayList<>();
        for (Path directory : directories) {
            Path file = directory.resolve(ReportFiles.RESULTS);
            require(
                    Files.isReadable(file),
                    "DIR must contain a readable results.json: DIR=" + directory
                            + "; for a directory of several runs, give --id");
            runs.add(JsonReport.parse(Files.readString(file)));
        }
        Path directory = out.orElseGet(() -> Path.of(""));
        SuiteFiles.write(runs, directory);
        return directory;
    }
}
