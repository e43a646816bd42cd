package wse.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import wse.config.SuiteTest;
import wse.measure.RunResult;

class SuiteFilesTest {

    private static final String ID = "20261127-213000";

    @TempDir
    private Path out;

    /** One run of each of the seven tests. */
    static List<RunResult> runs() {
        return Stream.of(
                        Runs.storm(),
                        Runs.ping(),
                        Runs.hold(),
                        FloodRuns.throughput(),
                        FloodRuns.sizeMatrix(),
                        FloodRuns.formats(),
                        LimitRuns.capped())
                .map(SuiteFilesTest::inSuite)
                .toList();
    }

    private static RunResult inSuite(RunResult run) {
        return inSuite(run, ID);
    }

    static RunResult inSuite(RunResult run, String id) {
        Map<String, String> config = new HashMap<>(run.config());
        config.put("wse.suite", "default");
        config.put("wse.suiteId", id);
        return with(run, run.startedAt(), config);
    }

    static RunResult with(RunResult run, Instant startedAt, Map<String, String> config) {
        return new RunResult(
                run.test(),
                run.simulation(),
                run.engine(),
                startedAt,
                config,
                run.machine(),
                run.target(),
                run.gatlingReport(),
                run.warmUp(),
                run.incomplete(),
                run.tiers(),
                run.connectionLimit());
    }

    private void save(RunResult run, String directory) throws IOException {
        ReportFiles.writeResults(run, out.resolve(directory));
    }

    @Test
    void shouldWriteTheDocumentFromTheResultsOfItsSuite() throws IOException {
        save(inSuite(Runs.storm()), "1");
        save(inSuite(Runs.hold(), "another"), "2");
        Files.createDirectory(out.resolve("without-results"));

        Path directory = SuiteFiles.update(out, ID);

        assertThat(directory).isEqualTo(out.resolve("suite-" + ID));
        assertThat(directory.resolve("BENCHMARKS.md"))
                .content()
                .contains("These tests have no results, because they have not run", "Test 3: Throughput Saturation;");
        assertThat(directory.resolve("index.html")).content().startsWith("<!doctype html>");
        assertThat(out.resolve("latest-suite").toRealPath()).isEqualTo(directory.toRealPath());
        assertThat(SuiteFiles.runs(out, ID)).hasSize(1);
    }

    @Test
    void shouldSayWhyATestCouldNotStart() throws IOException {
        SuiteFiles.refuse(out, ID, "wse.simulations.ThroughputSimulation", "the port <is> taken");
        save(inSuite(Runs.storm()), "1");

        SuiteFiles.update(out, ID);

        assertThat(out.resolve("suite-" + ID + "/BENCHMARKS.md"))
                .content()
                .contains("Test 3: Throughput Saturation has no results: it could not start: the port &lt;is> taken");
    }

    @Test
    void shouldTakeTheNewestRunOfATest() {
        RunResult old = inSuite(Runs.storm());
        RunResult later = with(
                FloodRuns.nothingSent(),
                old.startedAt().plus(Duration.ofHours(1)),
                inSuite(FloodRuns.nothingSent()).config());

        Suite suite = Suite.of(List.of(later, old, inSuite(FloodRuns.throughput())));

        assertThat(suite.run(SuiteTest.THROUGHPUT)).contains(later);
        assertThat(suite.run(SuiteTest.STORM)).contains(old);
        assertThat(suite.missing()).hasSize(7);
    }

    @Test
    void shouldAcceptOnlyIdsThatAreSafeNamesOfDirectories() {
        assertThat(Stream.of(ID, "a").allMatch(SuiteFiles::isId)).isTrue();
        assertThat(Stream.of("", "../x", "a/b", "-x", "a b").noneMatch(SuiteFiles::isId))
                .isTrue();
    }
}
