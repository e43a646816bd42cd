package wse.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import wse.config.BuildServer;
import wse.measure.RunResult;
import wse.report.Comparison;
import wse.report.ComparisonReport;
import wse.report.Condition;
import wse.report.CsvReport;
import wse.report.GitHubReport;
import wse.report.JunitReport;
import wse.report.ReportFiles;
import wse.report.WholeFile;

/**
 * What a run leaves for a build server: JUnit XML, CSV, the comparison with the baseline, and the annotations and summary of
 * GitHub Actions. Immutable.
 *
 * @param directory of the run
 */
record GateReports(Gate gate, Path directory, BuildServer server) {

    /** Writes the files into the directory of the run. */
    void write(RunResult run) throws IOException {
        ReportFiles.write(directory, JunitReport.FILE, JunitReport.render(run, gate.conditions(run)));
        for (Map.Entry<String, String> file : CsvReport.render(run).entrySet()) {
            ReportFiles.write(directory.resolve(CsvReport.DIRECTORY), file.getKey(), file.getValue());
        }
        Optional<Comparison> comparison = gate.comparison(run);
        if (comparison.isPresent()) {
            ComparisonReport.write(comparison.get(), directory);
        }
    }

    /**
     * What the console shows below the tables: the comparison, and each rule that is not met. Adds to the summary of a
     * GitHub step.
     *
     * @param colour whether ANSI colours may be used
     */
    String text(RunResult run, boolean colour) {
        List<Condition> conditions = gate.conditions(run);
        StringBuilder text = new StringBuilder();
        gate.comparison(run)
                .ifPresent(comparison -> text.append('\n').append(ComparisonReport.text(comparison, colour)));
        List<Condition> missed = Condition.missed(conditions);
        if (!missed.isEmpty()) {
            text.append("\nThe run fails:\n");
            missed.forEach(condition ->
                    text.append("  - ").append(condition.complaint()).append(".\n"));
        }
        if (server.takesAnnotations()) {
            text.append('\n').append(GitHubReport.annotations(run, conditions));
        }
        server.stepSummary().ifPresent(file -> addTo(file, run, conditions));
        return text.append('\n').toString();
    }

    private void addTo(Path file, RunResult run, List<Condition> conditions) {
        try {
            long room = GitHubReport.MOST_SUMMARY_BYTES - (Files.exists(file) ? Files.size(file) : 0);
            Files.writeString(
                    file,
                    GitHubReport.summary(run, conditions, gate.comparison(run), room),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            System.err.println(
                    "[wse] note: the summary of the step could not be written to " + file + ": " + WholeFile.reason(e));
        }
    }
}
