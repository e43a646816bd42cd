package wse.simulations;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** Holds over several client and server processes. */
abstract class ProcessRuns {

    private static final Map<String, String> HOLD = Map.of(
            "engine", "netty", "processes", "3", "serverProcesses", "2", "warmUp", "0", "progressInterval", "1s");

    @TempDir
    Path directory;

    final SimulationProcess hold(String tiers, String duration, String pingInterval) {
        return hold(tiers, duration, pingInterval, Map.of());
    }

    final SimulationProcess hold(String tiers, String duration, String pingInterval, Map<String, String> others) {
        Map<String, String> settings = new HashMap<>(HOLD);
        settings.putAll(others);
        settings.putAll(Map.of("tiers", tiers, "holdDuration", duration, "pingInterval", pingInterval));
        return SimulationProcess.start(SustainedHoldSimulation.class, directory, settings);
    }

    static List<ProcessHandle> children(SimulationProcess process, String mainClass) {
        return process.handle()
                .descendants()
                .filter(child -> ProcessOutput.commandLine(child).contains(mainClass))
                .toList();
    }
}
