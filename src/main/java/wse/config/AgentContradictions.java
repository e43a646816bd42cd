package wse.config;

import static wse.config.Contradictions.refuse;
import static wse.config.Settings.AGENTS;
import static wse.config.Settings.CLUSTER_ADDRESS;
import static wse.config.Settings.CLUSTER_PORT;
import static wse.config.Settings.CLUSTER_SECRET;
import static wse.config.Settings.HOST;
import static wse.config.Settings.PROCESSES;
import static wse.config.Settings.SOURCE_ADDRESSES;

import java.util.List;

/** Checks the settings of a run with agents for values that are allowed individually but not together. */
final class AgentContradictions {

    private AgentContradictions() {}

    /** @throws BadInputException on the first contradiction */
    static void check(Values values) {
        if (values.get(AGENTS) == 0) {
            for (Setting<?> setting : List.of(CLUSTER_ADDRESS, CLUSTER_PORT)) {
                refuse(
                        values.isGiven(setting),
                        () -> setting.key() + " needs wse.agents, for without them there is no cluster to join: "
                                + values.asGiven(setting) + "; give wse.agents too or leave it out");
            }
            return;
        }
        refuse(
                values.isGiven(PROCESSES),
                () -> "wse.processes is of a run without agents, each of which is one process: "
                        + values.asGiven(PROCESSES) + ", " + values.asGiven(AGENTS)
                        + "; leave it out and start more agents");
        refuse(
                values.get(CLUSTER_SECRET) == null,
                () -> "wse.agents needs a secret that run and agents have in common: " + values.asGiven(AGENTS)
                        + "; export WSE_CLUSTER_SECRET on each machine, made once by openssl rand -base64 32");
        refuse(
                values.isGiven(SOURCE_ADDRESSES) && !CrewConfig.isLoopback(values.get(CLUSTER_ADDRESS)),
                () -> "wse.sourceAddresses are of this machine, agents on others have their own: "
                        + values.asGiven(SOURCE_ADDRESSES) + ", " + values.asGiven(CLUSTER_ADDRESS)
                        + "; leave it out and give each agent --source-addresses");
        refuse(
                values.get(HOST) == null && !CrewConfig.isLoopback(values.get(CLUSTER_ADDRESS)),
                () ->
                        "agents on other machines need wse.host, for the embedded server listens on the loopback address: "
                                + values.asGiven(CLUSTER_ADDRESS) + "; give wse.host too");
    }
}
