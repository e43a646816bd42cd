package wse.config;

/**
 * Which processes carry out the tiers of the Netty engine.
 *
 * @param processes number of client processes on this machine; 0 for as many as needed, 1 for this process only
 * @param agents number of agents to wait for; 0 for none
 * @param clusterAddress address that the run listens on for agents
 * @param clusterPort port that the run listens on for agents
 * @param clusterSecret secret that the run and its agents share; null without agents
 */
public record CrewConfig(int processes, int agents, String clusterAddress, int clusterPort, Secret clusterSecret) {

    public boolean hasAgents() {
        return agents > 0;
    }

    /** Whether agents, if there are any, run on this machine. */
    public boolean isOfThisMachine() {
        return isLoopback(clusterAddress);
    }

    static boolean isLoopback(String address) {
        return address.startsWith("127.") || address.equals("::1");
    }

    static CrewConfig of(Values values) {
        return new CrewConfig(
                values.get(Settings.PROCESSES),
                values.get(Settings.AGENTS),
                values.get(Settings.CLUSTER_ADDRESS),
                values.get(Settings.CLUSTER_PORT),
                values.get(Settings.CLUSTER_SECRET));
    }
}
