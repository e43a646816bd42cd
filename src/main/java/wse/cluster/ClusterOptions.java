package wse.cluster;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Objects;

/**
 * How one process takes part in a cluster.
 *
 * @param name of this process in reports, as in {@code worker-3}; made unique by the coordinator
 * @param bindAddress where it listens, and what the others reach it by
 * @param port it listens on; 0 for any free one
 * @param silence after which a member that says nothing at all is taken for dead; one whose process ends is noticed at
 *     once. Longer than any pause of the collector, and of a machine under full load
 * @param reunion how long parts of a cluster that were formed apart may take to find each other. All members look for all
 *     others twice as often: with dozens on one machine at 2 s that took more of it than their load did. A member waits for
 *     its seeds for a quarter of it, a second at least
 */
public record ClusterOptions(
        String name,
        InetAddress bindAddress,
        int port,
        Seeds seeds,
        ClusterSecret secret,
        Duration silence,
        Duration reunion) {

    /** Half of what members may take to stop after the coordinator has gone, 10 s. */
    public static final Duration DEFAULT_SILENCE = Duration.ofSeconds(5);

    /** For members that may begin before their coordinator. */
    public static final Duration DEFAULT_REUNION = Duration.ofSeconds(2);

    public ClusterOptions {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(seeds, "seeds");
        Objects.requireNonNull(secret, "secret");
        if (silence.toMillis() < 1_000) {
            throw new IllegalArgumentException("silence must be at least one second: silence=" + silence);
        }
    }

    /** With the default for a reunion. */
    public ClusterOptions(
            String name, InetAddress bindAddress, int port, Seeds seeds, ClusterSecret secret, Duration silence) {
        this(name, bindAddress, port, seeds, secret, silence, DEFAULT_REUNION);
    }

    /** On the loopback address and any free port: for members on one machine. */
    public static ClusterOptions local(String name, Seeds seeds, ClusterSecret secret) {
        return new ClusterOptions(name, InetAddress.getLoopbackAddress(), 0, seeds, secret, DEFAULT_SILENCE);
    }
}
