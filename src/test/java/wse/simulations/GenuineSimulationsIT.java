package wse.simulations;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import wse.genuine.GenuineServer;
import wse.measure.RunResult;

/**
 * The simulations of both engines, with both versions of the genuine server and, by its storm, with its fork. Makes the same checks as {@link SimulationsIT}. Holds send the
 * same pings as ping tests, so that each engine pings each version once.
 */
class GenuineSimulationsIT {

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

    private RunResult against(GenuineServer server, Class<?> simulation, String engine, Map<String, String> settings)
            throws Exception {
        RunResult run = SimulationsIT.run(simulation, directory, engine, WholeRun.against(server, settings));
        SimulationsIT.assertCountersAgree(run);
        return run;
    }
}
