package wse.run;

import java.util.List;
import java.util.Locale;
import wse.config.Config;
import wse.config.EngineKind;
import wse.preflight.Constants;
import wse.preflight.MachineLimits;
import wse.preflight.PreflightNeeds;
import wse.preflight.Sizing;
import wse.preflight.SourceAddresses;

/**
 * What the largest tier of a run is spread over on this machine.
 *
 * @param processes client processes; 1 for this one
 * @param connectionsPerProcess of the fullest
 * @param heapBytes that its connections need
 * @param servers processes of the embedded server, if the run starts one
 * @param sourceAddresses to connect from; empty for the system's choice
 */
record Spread(int processes, int connectionsPerProcess, long heapBytes, int servers, List<String> sourceAddresses) {

    Spread {
        sourceAddresses = List.copyOf(sourceAddresses);
    }

    /** Of agents on other machines each looks after its own. */
    static Spread overMachines(Config config, PreflightNeeds needs) {
        int agents = config.crew().agents();
        return new Spread(agents, (needs.connections() + agents - 1) / agents, 0, 0, needs.sourceAddresses());
    }

    /** As the settings say; 0 for as many as it takes. Gatling's own engine is of its process, an agent is one. */
    static int processes(Config config) {
        if (config.crew().hasAgents()) {
            return config.crew().agents();
        }
        return config.engine() == EngineKind.NETTY ? config.crew().processes() : 1;
    }

    static Spread of(Config config, PreflightNeeds needs) {
        MachineLimits limits = MachineLimits.ofThisMachine(needs);
        Sizing sizing = Sizing.of(needs.connections(), limits, Constants.MEASURED, 1, processes(config));
        return new Spread(
                sizing.processes(),
                sizing.connectionsPerProcess(),
                sizing.heapBytesPerProcess(),
                config.target().serverProcesses() > 0 ? config.target().serverProcesses() : sizing.servers(),
                sources(needs, limits, sizing));
    }

    /** Where the server is on the loopback, addresses cost nothing. */
    private static List<String> sources(PreflightNeeds needs, MachineLimits limits, Sizing sizing) {
        boolean chooses = needs.sourceAddresses().isEmpty() && limits.reach().aliases();
        return chooses && sizing.sourceAddresses() > 1
                ? SourceAddresses.loopback(sizing.sourceAddresses()).addresses()
                : needs.sourceAddresses();
    }

    boolean isOverProcesses() {
        return processes > 1;
    }

    /** A line for people. */
    @Override
    public String toString() {
        String each = String.format(
                Locale.ROOT, "%,d client processes of up to %,d connections each", processes, connectionsPerProcess);
        return sourceAddresses.isEmpty() ? each : each + ", from " + new SourceAddresses(sourceAddresses);
    }
}
