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
                        () -> setting.key() + " has no effect without wse.agents, because nobody else joins the run: "
                                + values.asGiven(setting) + "; give wse.agents too or leave it out");
            }
            return;
        }
        refuse(
                values.isGiven(PROCESSES),
                () -> "wse.processes has no effect with wse.agents, because each agent is one process: "
                        + values.asGiven(PROCESSES) + ", " + values.asGiven(AGENTS)
                        + "; leave it out and start more agents");
        refuse(
                values.get(CLUSTER_SECRET) == null,
                () -> "wse.agents needs a secret that the run and its agents share: " + values.asGiven(AGENTS)
                        + "; export WSE_CLUSTER_SECRET on each machine, created once by openssl rand -base64 32");
        refuse(
                values.isGiven(SOURCE_ADDRESSES) && !CrewConfig.isLoopback(values.get(CLUSTER_ADDRESS)),
                () -> "wse.sourceAddresses belong to this machine, but agents on other machines need their own: "
                        + values.asGiven(SOURCE_ADDRESSES) + ", " + values.asGiven(CLUSTER_ADDRESS)
                        + "; leave it out and give each agent --source-addresses");
        refuse(
                values.get(HOST) == null && !CrewConfig.isLoopback(values.get(CLUSTER_ADDRESS)),
                () -> "agents on other machines need wse.host, because the embedded server listens only on the"
                        + " loopback address: " + values.asGiven(CLUSTER_ADDRESS) + "; give wse.host too");
    }
}
