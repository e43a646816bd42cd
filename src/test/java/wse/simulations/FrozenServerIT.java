package wse.simulations;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import wse.genuine.GenuineServer;
import wse.measure.LatencyKind;
import wse.measure.Outcome;
import wse.measure.RunResult;
import wse.measure.TierResult;

/** A run whose server is frozen for two seconds. */
class FrozenServerIT {

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"netty", "gatling"})
    void shouldShowInTheResponseTimeThatTheServerWasFrozen(String engine) throws Exception {
        try (GenuineServer server = GenuineServer.start("2.0.0")) {
            RunResult run = pingWhileFrozen(server, engine);
            TierResult open = run.tiers().get(1);
            assertThat(open.measured().pingOutcomes().asMap()).isEqualTo(Map.of(Outcome.OK, 20L * 40));
            assertThat(open.measured().latencies().get(LatencyKind.RESPONSE).getTotalCount())
                    .isEqualTo(20 * 40);
            assertThat(open.measured().latencies().get(LatencyKind.RESPONSE).getValueAtPercentile(99))
                    .isBetween(1_500_000L, 5_000_000L);
        }
    }

    private RunResult pingWhileFrozen(GenuineServer server, String engine) throws Exception {
        Map<String, String> settings = Map.of(
                "tiers",
                "20",
                "warmUp",
                "0",
                "pings",
                "2",
                "pingRate",
                "10",
                "duration",
                "4s",
                "pongTimeout",
                "20s",
                "engine",
                engine,
                "host",
                "127.0.0.1",
                "port",
                String.valueOf(server.port()));
        try (SimulationProcess process = SimulationProcess.start(PingLatencySimulation.class, directory, settings)) {
            process.awaitLine("ping 20 open:        all connection attempts have ended");
            server.freeze();
            CompletableFuture.runAsync(server::resume, CompletableFuture.delayedExecutor(2, TimeUnit.SECONDS))
                    .join();
            assertThat(process.await()).as(process.output()).isZero();
            return process.results();
        }
    }
}
