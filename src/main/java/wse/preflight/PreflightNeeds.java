package wse.preflight;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a run needs from this machine.
 *
 * @param connections connections of the largest tier, on all machines together
 * @param connectionsInAll sum of the connections of all tiers and the warm-up
 * @param sourceAddresses addresses to connect from; empty to let the operating system choose
 * @param targets addresses of the server, or of the proxy to it; empty for the embedded server
 * @param heap heap that the engine needs for a connection
 * @param pace how fast the connections are opened
 * @param layout the machines and processes that they are distributed over
 * @param traffic what open connections send
 * @param deflate what compression adds to the memory of each connection
 */
public record PreflightNeeds(
        int connections,
        long connectionsInAll,
        List<String> sourceAddresses,
        List<InetSocketAddress> targets,
        ClientHeap heap,
        Pace pace,
        Layout layout,
        Traffic traffic,
        DeflateMemory deflate) {

    /**
     * The pings that open connections send on a schedule.
     *
     * @param pingsPerSecond the client's pings on all connections together; 0 without a schedule
     * @param serverPingsPerSecond pings that the embedded server sends by itself; 0 if it is not used
     * @param adjustment how to make the client ping less often
     */
    public record Traffic(double pingsPerSecond, double serverPingsPerSecond, Adjustment adjustment) {

        public static final Traffic NONE = new Traffic(0, 0, new Adjustment.ByRate());

        double allPerSecond() {
            return pingsPerSecond + serverPingsPerSecond;
        }
    }

    /** The setting that determines how often a connection pings. */
    public sealed interface Adjustment {

        /**
         * The option that limits the pings of all connections together to this rate; empty if the server would then
         * drop them as idle.
         */
        Optional<String> option(int connections, double pingsPerSecond);

        /** {@code wse.pingRate}: pings per second and connection. */
        record ByRate() implements Adjustment {

            @Override
            public Optional<String> option(int connections, double pingsPerSecond) {
                return Optional.of(String.format(Locale.ROOT, "-Dwse.pingRate=%.3f", pingsPerSecond / connections));
            }
        }

        /**
         * {@code wse.pingInterval}: time between two pings of a connection.
         *
         * @param longest the longest time that the server allows
         */
        record ByInterval(Duration longest) implements Adjustment {

            private static final double MILLIS_PER_SECOND = 1e3;

            /**
             * Even a ping that is late by a whole interval must arrive before the server drops the connection.
             *
             * @param idleTimeout time after which the server drops a silent connection; empty if it never does
             */
            public static ByInterval within(Optional<Duration> idleTimeout) {
                return new ByInterval(
                        idleTimeout.map(timeout -> timeout.dividedBy(2)).orElse(Duration.ofDays(1)));
            }

            /** In whole seconds, or in milliseconds if one second is too long. */
            @Override
            public Optional<String> option(int connections, double pingsPerSecond) {
                double seconds = connections / pingsPerSecond;
                long whole = (long) Math.ceil(seconds);
                long millis = (long) Math.ceil(MILLIS_PER_SECOND * seconds);
                return whole <= longest.toSeconds()
                        ? Optional.of("-Dwse.pingInterval=" + whole + "s")
                        : Optional.of("-Dwse.pingInterval=" + millis + "ms")
                                .filter(option -> millis <= longest.toMillis());
            }
        }
    }

    /**
     * How fast connections are opened.
     *
     * @param window most handshakes in flight; 0 for no limit
     * @param ratePerSecond connects per second of an open schedule; 0 without one
     * @param idleTimeout time after which the server drops a silent connection; empty if it never does, or if the test keeps
     *     connections alive during the ramp
     */
    public record Pace(int window, double ratePerSecond, Optional<Duration> idleTimeout) {

        /** As fast as possible, to a server that never drops a silent connection. */
        static Pace of(int window) {
            return new Pace(window, 0, Optional.empty());
        }
    }

    /**
     * The machines and processes that connections are distributed over.
     *
     * @param agents number of machines like this one
     * @param processes number of client processes on each; 0 for as few as possible, each with the source addresses it needs
     * @param servers number of the server's processes, if it is on this machine; 0 for as many as the embedded server needs
     * @param serverElsewhere whether the server is on another machine although no target is given
     */
    public record Layout(int agents, int processes, int servers, boolean serverElsewhere) {

        /** One process on this machine. */
        public static final Layout ONE_PROCESS = new Layout(1, 1, 0, false);

        /** As few processes on this machine as possible. */
        public static final Layout DERIVED = new Layout(1, 0, 0, false);
    }

    public PreflightNeeds {
        sourceAddresses = sourceAddresses.stream().distinct().toList();
        targets = targets.stream().distinct().toList();
    }

    /**
     * The needs of one process that opens its connections as fast as it can.
     *
     * @param warmUp connections of the warm-up, 0 for none
     */
    public static PreflightNeeds of(
            Collection<Integer> tiers,
            int warmUp,
            int window,
            List<String> sourceAddresses,
            List<InetSocketAddress> targets,
            ClientHeap heap) {
        int largest = Math.max(
                warmUp, tiers.stream().mapToInt(Integer::intValue).max().orElse(0));
        long inAll = warmUp + tiers.stream().mapToLong(Integer::longValue).sum();
        return new PreflightNeeds(
                largest,
                inAll,
                sourceAddresses,
                targets,
                heap,
                Pace.of(window),
                Layout.ONE_PROCESS,
                Traffic.NONE,
                DeflateMemory.NONE);
    }

    public PreflightNeeds withPace(Pace other) {
        return new PreflightNeeds(
                connections, connectionsInAll, sourceAddresses, targets, heap, other, layout, traffic, deflate);
    }

    public PreflightNeeds withLayout(Layout other) {
        return new PreflightNeeds(
                connections, connectionsInAll, sourceAddresses, targets, heap, pace, other, traffic, deflate);
    }

    public PreflightNeeds withTraffic(Traffic other) {
        return new PreflightNeeds(
                connections, connectionsInAll, sourceAddresses, targets, heap, pace, layout, other, deflate);
    }

    public PreflightNeeds withDeflate(DeflateMemory other) {
        return new PreflightNeeds(
                connections, connectionsInAll, sourceAddresses, targets, heap, pace, layout, traffic, other);
    }

    boolean isEmbedded() {
        return targets.isEmpty() && !layout.serverElsewhere;
    }

    /** Number of connections on this machine. */
    int share() {
        return Sizing.ceilDiv(connections, layout.agents);
    }
}
