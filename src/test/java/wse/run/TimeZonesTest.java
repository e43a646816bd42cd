package wse.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import wse.config.Config;
import wse.config.TestKind;
import wse.measure.RunResult;
import wse.report.HistogramLog;

/** Times are shown in UTC, whatever the time zone of the machine, and also while its clocks change. */
class TimeZonesTest {

    private final TimeZone usual = TimeZone.getDefault();

    @TempDir
    Path directory;

    @AfterEach
    void restore() {
        TimeZone.setDefault(usual);
    }

    /** In the last two rows, local clocks show 01:30 for the first and for the second time in the same night. */
    @ParameterizedTest
    @CsvSource({
        "UTC, 2026-11-27T18:12:40.250Z, 20261127-181240250, 1795803160.250",
        "Asia/Kathmandu, 2026-11-27T18:12:40.250Z, 20261127-181240250, 1795803160.250",
        "America/St_Johns, 2026-03-08T05:30:00Z, 20260308-053000000, 1772947800.000",
        "Europe/Berlin, 2026-12-31T23:30:00Z, 20261231-233000000, 1798759800.000",
        "America/St_Johns, 2026-11-01T04:00:00Z, 20261101-040000000, 1793505600.000",
        "America/St_Johns, 2026-11-01T05:00:00Z, 20261101-050000000, 1793509200.000"
    })
    void shouldShowEveryTimeInUtc(String zone, String start, String name, String seconds) throws Exception {
        TimeZone.setDefault(TimeZone.getTimeZone(zone));
        Instant startedAt = Instant.parse(start);
        Config config = Config.from(TestKind.CONNECTION_STORM, Map.of(), Map.of());
        String run = RunReports.directoryName(config, startedAt);
        assertThat(run).isEqualTo(name + "-" + config.test().label());

        new RunReports(
                        config,
                        GatlingReport.of("S"),
                        startedAt,
                        directory,
                        Surroundings.machine(CoreSplit.NONE),
                        new RunResult.Target("127.0.0.1", 5006, "server"),
                        new Gate(Optional.empty()))
                .write(
                        new RunReports.Measured(Optional.empty(), List.of(), Optional.empty()),
                        Optional.empty(),
                        Optional.empty());
        HistogramLog.create(directory.resolve(HistogramLog.FILE), startedAt).close();

        assertThat(text("results.json")).contains("\"started_at\" : \"" + startedAt + "\"");
        String toTheSecond = startedAt.toString().replaceFirst("\\.\\d+Z", "Z");
        assertThat(text("report.md")).contains(toTheSecond);
        assertThat(text("report.html")).contains(toTheSecond);
        assertThat(text(HistogramLog.FILE))
                .contains("#[StartTime: " + seconds + " (seconds since epoch), " + startedAt + "]");
        try (HistogramLogReader log =
                new HistogramLogReader(directory.resolve(HistogramLog.FILE).toFile())) {
            assertThat(log.nextIntervalHistogram()).isNull();
            assertThat(log.getStartTimeSec()).isEqualTo(startedAt.toEpochMilli() / 1e3);
        }
    }

    private String text(String file) throws Exception {
        return Files.readString(directory.resolve(file));
    }
}
