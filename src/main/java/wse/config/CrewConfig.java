package wse.config;

/**
 * Who carries out the tiers of the Netty engine.
 *
 * @param processes client processes on this machine; 0 for as many as it takes, 1 for this one
 * @param agents machines to be waited for, an agent on each; 0 for none
 * @param clusterAddress where the run listens for agents
 * @param clusterPort it listens on
 * @param clusterSecret that agents and the run must have in common; null where there are none
 */
public record CrewConfig(int processes, int agents, String clusterAddress, int clusterPort, Secret clusterSecret) {

    public boolean hasAgents() {
        return agents > 0;
    }

    /** Whether agents, if there are any, are processes of this machine. */
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
