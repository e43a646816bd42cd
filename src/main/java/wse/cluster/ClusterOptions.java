package wse.cluster;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Objects;

/**
 * How one process takes part in a cluster.
 *
 * @param name name of this process in reports, such as {@code worker-3}; the coordinator makes it unique
 * @param bindAddress address that it listens on; the other members connect to it
 * @param port port that it listens on; 0 for any free one
 * @param silence time after which a member that sends nothing is considered dead; the end of a process is noticed at
 *     once. It must be longer than any pause of the garbage collector or of a machine under full load
 * @param reunion how long separate parts of a cluster may take to find each other. All members look for all others twice
 *     in this time: with 2 s, dozens of members on one machine used more CPU for the search than for their load. A member
 *     waits for its seeds for a quarter of this time, but at least a second
 */
public record ClusterOptions(
        String name,
        InetAddress bindAddress,
        int port,
        Seeds seeds,
        ClusterSecret secret,
        Duration silence,
        Duration reunion) {

    /** Members must stop within 10 s of the coordinator's disappearance; this is half of that time. */
    public static final Duration DEFAULT_SILENCE = Duration.ofSeconds(5);

    /** Suits members that may start before their coordinator. */
    public static final Duration DEFAULT_REUNION = Duration.ofSeconds(2);

    public ClusterOptions {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(seeds, "seeds");
        Objects.requireNonNull(secret, "secret");
        if (silence.toMillis() < 1_000) {
            throw new IllegalArgumentException("silence must be at least one second: silence=" + silence);
        }
    }

    /** Options with {@link #DEFAULT_REUNION}. */
    public ClusterOptions(
            String name, InetAddress bindAddress, int port, Seeds seeds, ClusterSecret secret, Duration silence) {
        this(name, bindAddress, port, seeds, secret, silence, DEFAULT_REUNION);
    }

    /** Options for members on one machine: the loopback address and any free port. */
    public static ClusterOptions local(String name, Seeds seeds, ClusterSecret secret) {
        return new ClusterOptions(name, InetAddress.getLoopbackAddress(), 0, seeds, secret, DEFAULT_SILENCE);
    }
}
