package wse.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.channel.epoll.Epoll;
import io.netty.channel.uring.IoUring;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TransportTest {

    private static final int CONNECTIONS = 50;

    @ParameterizedTest
    @EnumSource(Transport.class)
    void shouldServeAndNoticeEveryEnd(Transport transport) throws Exception {
        assumeTrue(transport != Transport.EPOLL || Epoll.isAvailable(), "no epoll on this machine");
        assumeTrue(transport != Transport.IO_URING || IoUring.isAvailable(), "no io_uring on this machine");
        ServerOptions options = ServerOptions.defaults();
        try (ReferenceServer server =
                ReferenceServer.start(options.withListen(options.listen().withTransport(transport)))) {
            List<RawClient> clients = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                clients.add(RawClient.ready(server.port()).barrier());
            }
            assertThat(connections(server)).isEqualTo(CONNECTIONS);
            for (RawClient client : clients) {
                // The pong is never read, so that the kernel answers it with a reset.
                client.text(RawClient.ping(1)).close();
            }
            assertThat(allGone(server)).isTrue();
        }
    }

    private static boolean allGone(ReferenceServer server) throws IOException, InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (System.nanoTime() < end) {
            if (connections(server) == 0) {
                return true;
            }
        }
        return false;
    }

    private static long connections(ReferenceServer server) throws IOException, InterruptedException {
        return RawClient.counters(server.metricsUri()).get("wse_connections");
    }
}
