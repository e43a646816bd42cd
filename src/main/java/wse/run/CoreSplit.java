package wse.run;

import java.io.IOException;
import java.util.List;
import wse.child.Affinity;
import wse.config.Config;
import wse.config.Settings;
import wse.machine.ProcFs;
import wse.run.crew.Spread;

/**
 * Gives the embedded server the first half of this machine's cores, and the client the others, so that neither takes CPU
 * from the other. The numbers of the cores are those of the Linux kernel.
 *
 * @param server empty if both may use all cores
 * @param client empty if both may use all cores
 */
record CoreSplit(List<Integer> server, List<Integer> client) {

    static final CoreSplit NONE = new CoreSplit(List.of(), List.of());

    /** The split for a run; none if the settings, the machine or the number of processes do not allow it. */
    static CoreSplit of(Config config, Spread spread) {
        boolean wanted = config.get(Settings.SPLIT_CORES)
                && config.target().isEmbedded()
                && !config.crew().hasAgents();
        return wanted && Affinity.isAvailable() ? of(ProcFs.allowedCores("self"), spread) : NONE;
    }

    /** Several processes on each side need different amounts of CPU, so the kernel should decide. */
    static CoreSplit of(List<Integer> cores, Spread spread) {
        int half = cores.size() / 2;
        return half > 0 && spread.servers() == 1 && !spread.isOverProcesses()
                ? new CoreSplit(cores.subList(0, half), cores.subList(half, cores.size()))
                : NONE;
    }

    /**
     * Restricts this process to its half.
     *
     * @return the split in effect; none if the system does not permit it
     */
    CoreSplit afterRestrictingClient() {
        if (client.isEmpty()) {
            return NONE;
        }
        try {
            Affinity.restrictThisProcess(client);
            return this;
        } catch (IOException refused) {
            return NONE;
        }
    }
}
