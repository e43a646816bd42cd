package wse.simulations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import wse.SmallDisk;
import wse.measure.RunResult;
import wse.measure.Verdict;
import wse.report.JsonReport;
import wse.report.ResultsSchema;
import wse.report.TextReport;

/** The results of the tiers that have ended survive whatever happens to the process, to the disk and to the directory. */
class SurvivalIT {

    private static final Map<String, String> TWO_HOLDS =
            Map.of("tiers", "10,20", "warmUp", "0", "holdDuration", "3s", "pingInterval", "1s");

    private static final String SECOND_IS_UP = "hold 20:             all connection attempts have ended";

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"netty", "gatling"})
    void shouldKeepEveryTierThatEndedBeforeTheProcessWasKilled(String engine) throws Exception {
        try (SimulationProcess process = start(Map.of("engine", engine))) {
            process.awaitLine(SECOND_IS_UP);
            process.handle().destroyForcibly();
            process.await();

            assertThat(ResultsSchema.errors(process.resultsText())).isEmpty();
            assertFirstTierIsWhole(process.results());
            assertThat(TextReport.render(process.results(), false))
                    .contains(
                            "The run is INCOMPLETE: when these results were saved, it was still running and 1 of 2 tiers");
        }
    }

    @Test
    void shouldKeepEveryTierThatEndedBeforeTheDiskWasFull() throws Exception {
        try (SmallDisk disk = SmallDisk.of(3 << 20)) {
            assumeTrue(disk.isMounted(), "a small disk can be mounted only as root");
            try (SimulationProcess process =
                    start(Map.of("out", disk.directory().toString()))) {
                process.awaitLine(SECOND_IS_UP);
                disk.fill();

                assertThat(process.await()).isEqualTo(2);
                assertThat(process.output())
                        .contains("[wse] Not all results could be written, so Gatling ends with exit code 2: ")
                        .contains("results.json could not be written: No space left on device.")
                        .contains("The client - ", "The server - ")
                        .doesNotContain("  all data    ");
                assertFirstTierIsWhole(results(disk.directory().resolve("latest")));
            }
        }
    }

    /** Both runs write to the same directory at the same time, and that of the longer one is deleted. */
    @Test
    void shouldWriteAllResultsIfTheDirectoryOfARunWasDeleted() throws Exception {
        try (SimulationProcess other = start(Map.of("tiers", "10"));
                SimulationProcess process = start(Map.of())) {
            process.awaitLine(SECOND_IS_UP);
            Path deleted = runOf("10,20");
            for (String name : List.of("results.json", "latencies.hlog", "")) {
                Files.delete(deleted.resolve(name));
            }

            assertThat(process.await()).isEqualTo(2);
            assertThat(process.output()).contains("latencies.hlog is incomplete: it was deleted during the run.");
            assertThat(other.await()).as(other.output()).isZero();
            assertThat(results(runOf("10")).tiers()).hasSize(1);
            assertThat(runOf("10,20")).isEqualTo(deleted);
            assertThat(results(deleted).tiers()).hasSize(2);
            assertThat(results(deleted).incomplete()).isEmpty();
        }
    }

    private SimulationProcess start(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(TWO_HOLDS);
        all.putAll(settings);
        return SimulationProcess.start(SustainedHoldSimulation.class, directory, all);
    }

    private static void assertFirstTierIsWhole(RunResult run) {
        assertThat(run.incomplete().orElseThrow()).contains("still running and 1 of 2 tiers had ended");
        assertThat(run.tiers()).hasSize(1);
        assertThat(run.tiers().get(0).verdict()).isNotEqualTo(Verdict.INCOMPLETE);
        assertThat(run.tiers().get(0).measured().alive()).hasValue(10);
    }

    /** The directory of the run with these tiers, which has saved some results. */
    private Path runOf(String tiers) throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve("wse"))) {
            return files.filter(file -> file.endsWith("results.json"))
                    .map(Path::getParent)
                    .filter(run -> tiers.equals(results(run).config().get("wse.tiers")))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static RunResult results(Path run) {
        try {
            return JsonReport.parse(Files.readString(run.resolve("results.json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
