package wse.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** How a starting member finds the coordinator. */
class DiscoveryTest {

    private static final ClusterSecret SECRET = ClusterSecret.of("a secret of the tests");
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    /** A member that does not find the coordinator starts its own cluster after a quarter of this time. */
    private static final Duration REUNION = Duration.ofSeconds(40);

    /**
     * On an overloaded machine, the first attempt of a member may fail. Here, another server closes the member's first
     * connection; then the coordinator takes over its port.
     */
    @Test
    void shouldTryAgainIfTheFirstAttemptFails() throws Exception {
        InetSocketAddress seed;
        CompletableFuture<ClusterMember> joining;
        try (ServerSocket busy = new ServerSocket(0, 1, LOOPBACK)) {
            seed = new InetSocketAddress(LOOPBACK, busy.getLocalPort());
            joining = CompletableFuture.supplyAsync(() -> join(seed));
            busy.accept().close();
        }
        try (ClusterCoordinator coordinator =
                ClusterCoordinator.open(options("coordinator", seed.getPort(), Seeds.none()))) {
            assertThat(coordinator.members(1, REUNION).get(REUNION.toSeconds() / 8, TimeUnit.SECONDS))
                    .containsExactly("late");
        } finally {
            joining.join().close();
        }
    }

    private static ClusterMember join(InetSocketAddress seed) {
        try {
            return ClusterMember.join(options("late", 0, Seeds.hosts(seed)), REUNION, Deeds.endless());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ClusterOptions options(String name, int port, Seeds seeds) {
        return new ClusterOptions(name, LOOPBACK, port, seeds, SECRET, Duration.ofSeconds(60), REUNION);
    }
}
