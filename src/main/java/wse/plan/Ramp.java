package wse.plan;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How the connections of a tier are opened.
 *
 * @param connections number of connections of this share, at least 1
 * @param window maximum number of handshakes in flight for this share; 0 for no limit
 * @param connectsPerSecond connects per second of the whole tier on an open schedule; 0 for all at once
 * @param connectTimeout time-out of the TCP connect
 * @param readyTimeout time-out from the TCP connection to the ready message
 * @param share which of the tier's connections these are
 */
public record Ramp(
        int connections,
        int window,
        double connectsPerSecond,
        Duration connectTimeout,
        Duration readyTimeout,
        Share share) {

    public Ramp {
        Checks.atLeast(1, connections, "connections");
        Checks.atLeast(0, window, "window");
        Checks.notNegative(connectsPerSecond, "connectsPerSecond");
        Checks.positive(connectTimeout, "connectTimeout");
        Checks.positive(readyTimeout, "readyTimeout");
        Checks.between(share.connections(), share.connections(), connections, "connections");
    }

    /** The ramp of a whole tier. */
    public Ramp(int connections, int window, double connectsPerSecond, Duration connectTimeout, Duration readyTimeout) {
        this(connections, window, connectsPerSecond, connectTimeout, readyTimeout, Share.whole(connections));
    }

    /**
     * The same ramp for another number of connections.
     *
     * @throws IllegalStateException if this is a part of a tier
     */
    public Ramp ofConnections(int others) {
        if (share.members() > 1) {
            throw new IllegalStateException("only a whole tier can be another size: share=" + share);
        }
        return new Ramp(others, window, connectsPerSecond, connectTimeout, readyTimeout);
    }

    /** The same ramp at another rate; 0 for all at once. */
    public Ramp withConnectsPerSecond(double rate) {
        return new Ramp(connections, window, rate, connectTimeout, readyTimeout, share);
    }

    /**
     * Splits this ramp over several members. Their connections and windows add up to those of this ramp, and each connect
     * keeps its intended time. There are fewer parts than members if some would have no connection or no handshake in
     * flight.
     *
     * @throws IllegalStateException if this is already a part
     */
    List<Ramp> split(int members) {
        Checks.atLeast(1, members, "members");
        if (share.members() > 1) {
            throw new IllegalStateException("only a whole tier can be split: share=" + share);
        }
        int parts = Math.min(members, window > 0 ? Math.min(window, connections) : connections);
        return IntStream.range(0, parts)
                .mapToObj(member -> part(new Share(member, parts, connections)))
                .toList();
    }

    private Ramp part(Share part) {
        return new Ramp(
                part.connections(),
                Checks.part(window, part.member(), part.members()),
                connectsPerSecond,
                connectTimeout,
                readyTimeout,
                part);
    }

    /**
     * The longest time that the ramp can take, if each connect lasts until its time-outs. Only half the window is
     * assumed to be in use, because the parts of a window on different event loops or members are not equally large.
     */
    Duration longest() {
        double scheduled = connectsPerSecond > 0 ? connections / connectsPerSecond : 0;
        long turns = window > 0 ? 1 + 2L * connections / window : 1;
        return Duration.ofMillis((long) (1_000 * scheduled))
                .plus(connectTimeout.plus(readyTimeout).multipliedBy(turns));
    }

    /** Intended time of each connect: from the index within the whole tier to nanoseconds after the tier's start. */
    public Schedule schedule() {
        return connectsPerSecond > 0 ? Schedule.constantRate(connectsPerSecond) : Schedule.allAtOnce();
    }
}
