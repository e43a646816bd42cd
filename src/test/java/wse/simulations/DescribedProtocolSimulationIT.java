package wse.simulations;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import wse.foreign.NpmServer;
import wse.measure.Outcome;
import wse.measure.TierResult;

/** Gatling's own engine speaks a protocol that a file describes, with a server that is not ours. */
class DescribedProtocolSimulationIT {

    @TempDir
    private Path directory;

    @Test
    void shouldLogInAndPing() throws Exception {
        try (NpmServer server = NpmServer.graphQl();
                SimulationProcess ping = SimulationProcess.start(
                        PingLatencySimulation.class,
                        directory,
                        Map.of(
                                "host", "127.0.0.1",
                                "port", String.valueOf(server.port()),
                                "script", "docs/examples/graphql-transport-ws.yaml",
                                "engine", "gatling",
                                "tiers", "3",
                                "pings", "4",
                                "duration", "1s",
                                "warmUp", "0"))) {
            assertThat(ping.await()).as(ping.output()).isZero();

            TierResult closed = ping.results().tiers().get(0);
            assertThat(closed.measured().outcomes().asMap()).isEqualTo(Map.of(Outcome.OK, 3L));
            assertThat(closed.measured().pingOutcomes().asMap()).isEqualTo(Map.of(Outcome.OK, 12L));
        }
    }
}
