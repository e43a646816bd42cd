package wse.simulations;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import wse.FreePort;
import wse.measure.RunResult;
import wse.measure.TierResult;

/** Runs with agents. Each agent is a process with its own loopback address, as if it were on its own machine. */
abstract class AgentRuns {

    static final String SECRET = "what-all-of-them-know";
    static final Map<String, String> HOLD =
            Map.of("engine", "netty", "tiers", "21,150", "warmUp", "0", "holdDuration", "1s", "pingInterval", "500ms");

    @TempDir
    Path directory;

    int port;

    @BeforeEach
    void findFreePort() {
        port = FreePort.onLoopback();
    }

    final AgentProcess agent(String name, String address, String secret, String... more) {
        List<String> arguments = new ArrayList<>(
                List.of("--join", "localhost:" + port + ",127.0.0.9:7800", "--name", name, "--address", address));
        arguments.addAll(List.of("--keep", directory.toString()));
        arguments.addAll(List.of(more));
        return AgentProcess.start(secret, arguments.toArray(String[]::new));
    }

    final SimulationProcess run(String where, Map<String, String> settings, int agents) {
        return run(SustainedHoldSimulation.class, where, settings, agents);
    }

    final SimulationProcess run(Class<?> simulation, String where, Map<String, String> settings, int agents) {
        Map<String, String> all = new HashMap<>(settings);
        all.putAll(
                Map.of("agents", String.valueOf(agents), "clusterPort", String.valueOf(port), "clusterSecret", SECRET));
        return SimulationProcess.start(simulation, directory.resolve(where), all);
    }

    static TierResult only(RunResult run) {
        assertThat(run.tiers()).hasSize(1);
        return run.tiers().get(0);
    }
}
