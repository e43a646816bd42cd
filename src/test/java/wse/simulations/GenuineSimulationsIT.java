package wse.simulations;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import wse.genuine.GenuineServer;
import wse.measure.Outcome;
import wse.measure.OutcomeCounts;
import wse.measure.RunResult;

/**
 * The simulations of both engines, with both versions of the genuine server and, for the storm, with its fork. Makes
 * the same checks as {@link SimulationsIT}. Holds send the same pings as ping tests, so that each engine pings each
 * version once.
 */
class GenuineSimulationsIT {

    /** So few that connections which arrive at once always exceed them. */
    private static final int FEW_HANDSHAKES = 4;

    @TempDir
    Path directory;

    @ParameterizedTest(name = "{0} by {1}")
    @CsvSource({"2.0.0,gatling", "2.5.1,netty", "proper-wse-2.7.0,netty"})
    void shouldStormTheGenuineServer(String version, String engine) throws Exception {
        RunResult run =
                against(GenuineServer.shared(version), ConnectionStormSimulation.class, engine, SimulationsIT.storm());
        SimulationsIT.assertStorm(run);
        assertThat(run.target().server()).contains(version.substring(version.lastIndexOf('-') + 1));
    }

    @ParameterizedTest(name = "{0} by {1}")
    @CsvSource({"2.0.0,gatling", "2.5.1,netty"})
    void shouldPingTheGenuineServer(String version, String engine) throws Exception {
        SimulationsIT.assertPings(
                against(GenuineServer.shared(version), PingLatencySimulation.class, engine, SimulationsIT.pings()));
    }

    @ParameterizedTest(name = "{0} by {1}")
    @CsvSource({"2.0.0,netty", "2.5.1,gatling"})
    void shouldHoldTheGenuineServer(String version, String engine) throws Exception {
        SimulationsIT.assertHold(
                against(GenuineServer.shared(version), SustainedHoldSimulation.class, engine, SimulationsIT.hold()));
    }

    /** The fork refuses and counts handshakes that arrive while as many as it allows are under way. */
    @Test
    void shouldNameAndExplainTheHandshakesThatTheForkRefuses() throws Exception {
        Map<String, String> settings = new HashMap<>(
                Map.of("tiers", "300", "warmUp", "0", "engine", "netty", "processes", "2", "host", "127.0.0.1"));
        try (GenuineServer server =
                GenuineServer.start("proper-wse-2.7.0", new GenuineServer.Options(1_000, false, FEW_HANDSHAKES))) {
            settings.put("port", String.valueOf(server.port()));
            settings.put("metrics", server.metricsUri().toString());
            try (SimulationProcess process =
                    SimulationProcess.start(ConnectionStormSimulation.class, directory, settings)) {
                assertThat(process.await()).as(process.output()).isNotZero();

                OutcomeCounts outcomes =
                        process.results().tiers().get(0).measured().outcomes();
                long refused = outcomes.of(Outcome.handshakeRejected(503));
                assertThat(refused)
                        .isPositive()
                        .isEqualTo(server.metrics()
                                .get("wse_handshakes_dropped_total")
                                .longValue());
                assertThat(outcomes.of(Outcome.OK) + refused).isEqualTo(300);
                assertThat(process.output())
                        .contains("HANDSHAKE_REJECTED_503, for example: HTTP 503", "Retry-After: 1 s");
                assertThat(Files.readString(process.latest().resolve("report.md")))
                        .contains("under way at once: -Dwse.connectWindow=100.");
            }
        }
    }

    private RunResult against(GenuineServer server, Class<?> simulation, String engine, Map<String, String> settings)
            throws Exception {
        RunResult run = SimulationsIT.run(simulation, directory, engine, WholeRun.against(server, settings));
        SimulationsIT.assertCountersAgree(run);
        return run;
    }
}
