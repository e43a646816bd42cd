package wse.run.crew;

import java.util.List;
import wse.config.Config;
import wse.config.EngineKind;
import wse.config.Settings;
import wse.preflight.MachineLimits;
import wse.preflight.Preflight;
import wse.preflight.PreflightNeeds;
import wse.preflight.Sizing;
import wse.preflight.SourceAddresses;
import wse.text.Units;

/**
 * How the largest tier of a run is distributed over processes and addresses on this machine.
 *
 * @param processes number of client processes; 1 for this process alone
 * @param connectionsPerProcess connections of the fullest process
 * @param heapBytes heap that these connections need
 * @param servers number of processes of the embedded server, if the run starts one
 * @param sourceAddresses addresses to connect from; empty to let the operating system choose
 */
public record Spread(
        int processes, int connectionsPerProcess, long heapBytes, int servers, List<String> sourceAddresses) {

    public Spread {
        sourceAddresses = List.copyOf(sourceAddresses);
    }

    /** The distribution over agents on other machines, each of which checks its own machine. */
    static Spread overMachines(Config config, PreflightNeeds needs) {
        int agents = config.crew().agents();
        return new Spread(agents, (needs.connections() + agents - 1) / agents, 0, 0, needs.sourceAddresses());
    }

    /**
     * The number of client processes that the settings ask for; 0 for as many as needed. Gatling's own engine always uses
     * one process, and each agent is one.
     */
    static int processes(Config config) {
        if (config.crew().hasAgents()) {
            return config.crew().agents();
        }
        return config.get(Settings.ENGINE) == EngineKind.NETTY ? config.crew().processes() : 1;
    }

    static Spread of(Config config, PreflightNeeds needs) {
        MachineLimits limits = MachineLimits.ofThisMachine(needs);
        Sizing sizing = Preflight.sizing(needs, limits);
        return new Spread(
                sizing.processes(),
                sizing.connectionsPerProcess(),
                sizing.heapBytesPerProcess(),
                config.target().serverProcesses() > 0 ? config.target().serverProcesses() : sizing.servers(),
                sources(needs, limits, sizing));
    }

    /** If the server is on a loopback address, additional addresses cost nothing. */
    private static List<String> sources(PreflightNeeds needs, MachineLimits limits, Sizing sizing) {
        boolean chooses = needs.sourceAddresses().isEmpty() && limits.reach().aliases();
        return chooses && sizing.sourceAddresses() > 1
                ? SourceAddresses.loopback(sizing.sourceAddresses()).addresses()
                : needs.sourceAddresses();
    }

    public boolean isOverProcesses() {
        return processes > 1;
    }

    /** The distribution as text, for people. */
    @Override
    public String toString() {
        String each = Units.counted(processes, "client process", "client processes") + " of up to "
                + Units.counted(connectionsPerProcess, "connection") + " each";
        return sourceAddresses.isEmpty() ? each : each + ", from " + new SourceAddresses(sourceAddresses);
    }
}
