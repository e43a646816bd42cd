package wse.preflight;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/**
 * What a run needs of this machine.
 *
 * @param connections of the largest tier, on all machines
 * @param connectionsInAll of all tiers and the warm-up, one after the other
 * @param sourceAddresses to connect from; empty for the system's choice
 * @param target of the connections; null for the embedded server
 * @param heap of the engine that holds them
 * @param pace how fast they come up
 * @param spread what they are spread over
 */
public record PreflightNeeds(
        int connections,
        long connectionsInAll,
        List<String> sourceAddresses,
        InetSocketAddress target,
        ClientHeap heap,
        Pace pace,
        Spread spread) {

    /**
     * @param window handshakes in flight at most; 0 for no bound
     * @param ratePerSecond of an open schedule of connects; 0 without one
     * @param idleTimeout after which the server drops a silent connection; null if it never does, or if the test keeps the
     *     connections that are up alive while the others come up
     */
    public record Pace(int window, double ratePerSecond, Duration idleTimeout) {

        /** As fast as it goes, to a server that never drops a silent connection. */
        static Pace of(int window) {
            return new Pace(window, 0, null);
        }
    }

    /**
     * @param agents machines like this one
     * @param processes client processes on each; 0: as few as will do, each with the source addresses it takes
     * @param servers processes of the server, where it is on this machine; 0: as many as a server limited as ours takes
     * @param serverElsewhere whether it is on another machine, though no target is given
     */
    public record Spread(int agents, int processes, int servers, boolean serverElsewhere) {

        /** All in one process. */
        public static final Spread ONE_PROCESS = new Spread(1, 1, 0, false);

        /** As few processes on this machine as will do. */
        public static final Spread DERIVED = new Spread(1, 0, 0, false);
    }

    public PreflightNeeds {
        sourceAddresses = sourceAddresses.stream().distinct().toList();
    }

    /**
     * In one process, as fast as it goes.
     *
     * @param warmUp connections of the warm-up, 0 for none
     */
    public static PreflightNeeds of(
            Collection<Integer> tiers,
            int warmUp,
            int window,
            List<String> sourceAddresses,
            InetSocketAddress target,
            ClientHeap heap) {
        int largest = Math.max(
                warmUp, tiers.stream().mapToInt(Integer::intValue).max().orElse(0));
        long inAll = warmUp + tiers.stream().mapToLong(Integer::longValue).sum();
        return new PreflightNeeds(largest, inAll, sourceAddresses, target, heap, Pace.of(window), Spread.ONE_PROCESS);
    }

    public PreflightNeeds withPace(Pace other) {
        return new PreflightNeeds(connections, connectionsInAll, sourceAddresses, target, heap, other, spread);
    }

    public PreflightNeeds withSpread(Spread other) {
        return new PreflightNeeds(connections, connectionsInAll, sourceAddresses, target, heap, pace, other);
    }

    boolean isEmbedded() {
        return target == null && !spread.serverElsewhere;
    }

    /** Connections of this machine. */
    int share() {
        return Sizing.ceilDiv(connections, spread.agents);
    }
}
