package wse.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import wse.config.Config;
import wse.measure.ConnectionLimit;
import wse.measure.RunResult;
import wse.measure.TierResult;
import wse.report.ReportFiles;
import wse.report.TextReport;
import wse.text.Terminal;

/** Writes the reports of a run. Immutable. */
final class RunReports {

    private static final DateTimeFormatter RUN_ID =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmssSSS", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Config config;
    private final String simulation;
    private final Instant startedAt;
    private final Path directory;
    private final RunResult.Target target;
    private final GatlingReport gatlingReport;

    RunReports(Config config, String simulation, Instant startedAt, RunResult.Target target) {
        this.config = config;
        this.simulation = simulation;
        this.startedAt = startedAt;
        this.directory = directory(config, startedAt);
        this.target = target;
        this.gatlingReport = GatlingReport.of(simulation);
    }

    /** The directory of a run that started at this time. */
    static Path directory(Config config, Instant startedAt) {
        return config.out()
                .resolve(RUN_ID.format(startedAt) + "-" + config.test().label());
    }

    /**
     * Writes the files. Assumes that Gatling will write its report, which it does after the simulation.
     *
     * @return their content
     */
    RunResult write(
            Optional<RunResult.WarmUp> warmUp,
            Optional<String> incomplete,
            List<TierResult> tiers,
            Optional<ConnectionLimit> connectionLimit) {
        RunResult result = new RunResult(
                        config.test(),
                        simulation,
                        config.engine().label(),
                        startedAt,
                        config.effective(),
                        Surroundings.machine(),
                        target,
                        gatlingReport.page(directory),
                        warmUp,
                        incomplete,
                        List.copyOf(tiers),
                        connectionLimit)
                .withWords(config::redact);
        writeFiles(result);
        return result;
    }

    private void writeFiles(RunResult result) {
        try {
            ReportFiles.write(result, directory);
        } catch (IOException e) {
            System.err.println("the results could not be written: " + directory + ": " + e.getMessage());
        }
    }

    /**
     * The tables as text, with the paths of the files. Called when the process ends: if Gatling has not written its report
     * by then, because the run was stopped or its reports are turned off, the files are written again without the link.
     */
    String atExit(RunResult written) {
        RunResult result = written;
        if (written.gatlingReport()
                .filter(page -> !Files.exists(directory.resolve(page)))
                .isPresent()) {
            result = written.withoutGatlingReport();
            writeFiles(result);
        }
        return TextReport.render(result, Terminal.showsColours()) + TextReport.files(result, directory);
    }
}
