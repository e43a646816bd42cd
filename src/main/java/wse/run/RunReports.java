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
import wse.config.BuildServer;
import wse.config.Config;
import wse.config.Settings;
import wse.measure.ConnectionLimit;
import wse.measure.RequestSamples;
import wse.measure.RunResult;
import wse.measure.TierResult;
import wse.report.ReportFiles;
import wse.report.SuiteFiles;
import wse.report.TextReport;
import wse.text.Plain;
import wse.text.Terminal;

/**
 * Writes the results of a run after each of its tiers, and the reports at its end. Thread-safe; its lock is held while files
 * are written, so that nothing is written after the end.
 */
final class RunReports {

    private static final DateTimeFormatter RUN_ID =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmssSSS", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Config config;
    private final Instant startedAt;
    private final Path directory;
    private final RunResult.Machine machine;
    private final RunResult.Target target;
    private final GatlingReport gatlingReport;
    private final Gate gate;
    private final GateReports gateReports;
    private boolean saved;
    private boolean ended;
    private Optional<String> failure = Optional.empty();
    private Optional<Path> suite = Optional.empty();

    /**
     * @param gatlingReport where Gatling's report will be
     * @param directory of the run
     */
    RunReports(
            Config config,
            GatlingReport gatlingReport,
            Instant startedAt,
            Path directory,
            RunResult.Machine machine,
            RunResult.Target target,
            Gate gate) {
        this.config = config;
        this.startedAt = startedAt;
        this.directory = directory;
        this.machine = machine;
        this.target = target;
        this.gatlingReport = gatlingReport;
        this.gate = gate;
        this.gateReports = new GateReports(gate, directory, BuildServer.here());
    }

    /** Name of the directory of a run that starts at this time. */
    static String directoryName(Config config, Instant startedAt) {
        return RUN_ID.format(startedAt) + "-" + config.test().label();
    }

    /** The part of a run's results that grows with each tier. */
    record Measured(
            Optional<RunResult.WarmUp> warmUp, List<TierResult> tiers, Optional<ConnectionLimit> connectionLimit) {}

    /**
     * Saves the results so far, in case the process does not reach the end of the run. Does nothing after the end.
     *
     * @param underWay says that the run has not ended
     * @return why that failed; empty if it did not
     */
    synchronized Optional<String> save(Measured measured, String underWay) {
        if (ended) {
            return Optional.empty();
        }
        try {
            ReportFiles.writeResults(result(measured, Optional.of(underWay), Optional.empty()), directory);
            if (!saved) {
                saved = true;
                pointLatest();
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(e.getMessage());
        }
    }

    /**
     * Writes the files. Assumes that Gatling will write its report, which it does after the simulation.
     *
     * @param intervals why the interval log is incomplete; empty if it is not
     * @return their content
     */
    synchronized RunResult write(Measured measured, Optional<String> incomplete, Optional<String> intervals) {
        ended = true;
        RunResult result = result(measured, incomplete, gatlingReport.page(directory));
        failure = writeFiles(result);
        if (failure.isEmpty()) {
            failure = intervals;
            pointLatest();
            suite = SuiteRun.update(config, directory.toAbsolutePath().getParent());
        }
        return result;
    }

    /** Requests for Gatling's report that show whether these results, taken as those of the whole run, meet its thresholds. */
    List<RequestSamples> thresholds(Measured measured) {
        return gate.samples(result(measured, Optional.empty(), Optional.empty()));
    }

    private RunResult result(Measured measured, Optional<String> incomplete, Optional<String> gatlingPage) {
        return new RunResult(
                        config.test(),
                        gatlingReport.simulation(),
                        config.get(Settings.ENGINE).label(),
                        startedAt,
                        config.effective(),
                        machine,
                        target,
                        gatlingPage,
                        measured.warmUp(),
                        incomplete,
                        measured.tiers(),
                        measured.connectionLimit())
                .withWords(words -> Plain.printable(config.redact(words)));
    }

    private Optional<String> writeFiles(RunResult result) {
        try {
            ReportFiles.write(result, directory);
            gateReports.write(result);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(e.getMessage());
        }
    }

    /** The results are complete without this link. */
    private void pointLatest() {
        try {
            ReportFiles.pointLatestTo(directory);
        } catch (IOException e) {
            System.err.println("[wse] note: " + e.getMessage());
        }
    }

    /**
     * The last words of the run, with the tables as text and the paths of the files. Called when the process ends: if Gatling
     * has not written its report by then, because the run was stopped or its reports are turned off, the files are written
     * again without the link.
     */
    synchronized LastWords atExit(RunResult written) {
        RunResult result = written;
        if (failure.isEmpty()
                && written.gatlingReport()
                        .filter(page -> !Files.exists(directory.resolve(page)))
                        .isPresent()) {
            result = written.withoutGatlingReport();
            writeFiles(result)
                    .ifPresent(why -> System.err.println(
                            "[wse] note: the reports still link to Gatling's report, which does not exist: " + why));
        }
        String tables =
                afterGatlingsSummary(result) + tables(result) + gateReports.text(result, Terminal.showsColours());
        return failure.isEmpty()
                ? new LastWords(tables + TextReport.files(result, directory) + suiteFile(), Optional.empty())
                : new LastWords(tables, failure.map(RunReports::complaint));
    }

    private static String afterGatlingsSummary(RunResult result) {
        String said = TextReport.afterGatlingsSummary(result);
        return said.isEmpty() ? "" : said + System.lineSeparator();
    }

    /** If the reports could not be written, the terminal is the only place that shows all tables. */
    private String tables(RunResult result) {
        boolean colour = Terminal.showsColours();
        return failure.isEmpty() ? TextReport.brief(result, colour) : TextReport.render(result, colour);
    }

    private String suiteFile() {
        return suite.map(found -> System.lineSeparator() + "  suite       " + shown(found.resolve(SuiteFiles.HTML)))
                .orElse("");
    }

    /** Relative to the working directory, if it is below that. */
    private static Path shown(Path file) {
        Path here = Path.of("").toAbsolutePath();
        return file.startsWith(here) ? here.relativize(file) : file;
    }

    private static String complaint(String failure) {
        return "[wse] Not all results could be written, so Gatling ends with exit code " + LastWords.FAILED + ": "
                + failure + ".";
    }
}
