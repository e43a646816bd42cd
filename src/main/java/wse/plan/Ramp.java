package wse.plan;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How a tier's connections come up.
 *
 * @param connections how many of this share, at least 1
 * @param window handshakes in flight at most, of this share; 0 for no bound
 * @param connectsPerSecond an open schedule of connects, of the whole tier; 0 for all at once
 * @param connectTimeout for the TCP connect
 * @param readyTimeout from the TCP connection to the ready message
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

    /** Of a whole tier. */
    public Ramp(int connections, int window, double connectsPerSecond, Duration connectTimeout, Duration readyTimeout) {
        this(connections, window, connectsPerSecond, connectTimeout, readyTimeout, Share.whole(connections));
    }

    /**
     * The same for another number of connections.
     *
     * @throws IllegalStateException if this is a part of a tier
     */
    public Ramp ofConnections(int others) {
        if (share.members() > 1) {
            throw new IllegalStateException("only a whole tier can be another size: share=" + share);
        }
        return new Ramp(others, window, connectsPerSecond, connectTimeout, readyTimeout);
    }

    /**
     * This ramp over several members: their connections and windows add up to its own, each connect keeps its intended
     * time. There are fewer parts than members where some would have no connection, or no handshake in flight.
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

    /** When each connect is intended: index within the whole tier to nanoseconds after the tier's start. */
    public Schedule schedule() {
        return connectsPerSecond > 0 ? Schedule.constantRate(connectsPerSecond) : Schedule.allAtOnce();
    }
}
