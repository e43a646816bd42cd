package wse.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import wse.config.Config;
import wse.config.TestKind;
import wse.measure.RunResult;
import wse.report.JsonReport;

class RunReportsTest {

    private static final RunReports.Measured NOTHING =
            new RunReports.Measured(Optional.empty(), List.of(), Optional.empty());

    @TempDir
    Path directory;

    private RunReports reports(Path run) {
        return new RunReports(
                Config.from(TestKind.CONNECTION_STORM, Map.of(), Map.of()),
                GatlingReport.of("S"),
                Instant.EPOCH,
                run,
                Surroundings.machine(CoreSplit.NONE),
                new RunResult.Target("127.0.0.1", 5006, "evil\u001b[2J\u202e 1.0"),
                new Gate(Optional.empty()));
    }

    private static String text(Path run) throws Exception {
        return Files.readString(run.resolve("results.json"));
    }

    @Test
    void shouldMarkSavedResultsUntilTheEnd() throws Exception {
        Path run = directory.resolve("run");
        RunReports reports = reports(run);

        assertThat(reports.save(NOTHING, "still running")).isEmpty();
        assertThat(JsonReport.parse(text(run)).incomplete()).contains("still running");

        reports.write(NOTHING, Optional.empty(), Optional.empty());
        assertThat(JsonReport.parse(text(run)).incomplete()).isEmpty();

        assertThat(reports.save(NOTHING, "a late thread")).isEmpty();
        assertThat(JsonReport.parse(text(run)).incomplete()).isEmpty();
    }

    @Test
    void shouldWriteOnlyPrintableWords() throws Exception {
        Path run = directory.resolve("run");
        RunResult written = reports(run).write(NOTHING, Optional.of("a\u0007b"), Optional.empty());

        assertThat(written.target().server()).isEqualTo("evil.[2J. 1.0");
        assertThat(text(run)).contains("evil.[2J. 1.0", "a.b");
        assertThat(run.resolve("report.html")).content().contains("evil.[2J. 1.0");
    }

    @Test
    void shouldComplainIfResultsCouldNotBeWritten() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));
        RunReports reports = reports(file.resolve("run"));

        assertThat(reports.save(NOTHING, "still running"))
                .get()
                .asString()
                .contains("results.json could not be written: ");
        LastWords last = reports.atExit(reports.write(NOTHING, Optional.empty(), Optional.empty()));

        assertThat(last.complaint())
                .get()
                .asString()
                .startsWith("[wse] Not all results could be written, so Gatling ends with exit code 2: " + file);
        assertThat(last.text()).doesNotContain("  all data    ");
    }

    @Test
    void shouldComplainIfTheIntervalLogIsIncomplete() {
        RunReports reports = reports(directory.resolve("run"));

        RunResult written = reports.write(NOTHING, Optional.empty(), Optional.of("latencies.hlog is incomplete"));

        assertThat(reports.atExit(written).complaint()).get().asString().endsWith(": latencies.hlog is incomplete.");
    }
}
