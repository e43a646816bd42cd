package wse.simulations;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that misses a threshold fails, says why in one sentence, and tells Gatling and build servers the same. */
class ThresholdsIT {

    @TempDir
    Path directory;

    @Test
    void shouldFailARepeatedRunThatMissesAThreshold() throws Exception {
        Map<String, String> settings = Map.of(
                "engine", "netty",
                "tiers", "100",
                "repeat", "2",
                "warmUp", "0",
                "settleTime", "0s",
                "maxP99", "1us",
                "minRate", "0.001",
                "baseline", "docs/example");
        try (SimulationProcess process =
                SimulationProcess.start(ConnectionStormSimulation.class, directory, settings)) {
            assertThat(process.await()).as(process.output()).isEqualTo(2);

            assertThat(process.output())
                    .contains("The run fails:", "  - p99 must not exceed wse.maxP99=1us: p99=")
                    .contains("wse.maxP99=1us: count of failed events is 0.0 : false (actual : 1.0)")
                    .contains("wse.minRate=0.001: count of failed events is 0.0 : true (actual : 0.0)")
                    .contains("A: docs/example. B: this run.");
            assertThat(process.results().tiers()).hasSize(2);
            assertThat(process.latest().resolve("junit.xml"))
                    .content()
                    .contains("tests=\"5\" failures=\"1\"", "name=\"100 connections: wse.maxP99=1us\"");
            assertThat(process.latest().resolve("csv/connection-storm.csv"))
                    .content()
                    .startsWith("Connections,Round,Accept rate");
            assertThat(process.latest().resolve("compare.html")).isNotEmptyFile();
        }
    }
}
