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

class ServerTransportTest {

    private static final int CONNECTIONS = 50;

    private static void assumeAvailable(ServerTransport transport) {
        assumeTrue(transport != ServerTransport.EPOLL || Epoll.isAvailable(), "no epoll on this machine");
        assumeTrue(transport != ServerTransport.IO_URING || IoUring.isAvailable(), "no io_uring on this machine");
    }

    @ParameterizedTest
    @EnumSource(ServerTransport.class)
    void shouldServeAndNoticeEveryEnd(ServerTransport transport) throws Exception {
        assumeAvailable(transport);
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

    @ParameterizedTest
    @EnumSource(ServerTransport.class)
    void shouldAcceptAllWaitingConnectionsOnTheLoopThatServesThem(ServerTransport transport) throws Exception {
        assumeAvailable(transport);
        ServerOptions options = ServerOptions.defaults();
        ServerOptions.Listen listen = options.listen().withTransport(transport).withLoops(1);
        ServerOptions.Listen crowded = listen.withProcesses(Runtime.getRuntime().availableProcessors() + 1);
        assertThat(listen.acceptsOnItsLoop()).isFalse();
        assertThat(crowded.acceptsOnItsLoop()).isTrue();
        try (ReferenceServer server = ReferenceServer.start(options.withListen(crowded))) {
            List<RawClient> clients = new ArrayList<>();
            for (int i = 0; i < 3 * CONNECTIONS; i++) {
                clients.add(new RawClient(server.port()));
            }
            for (RawClient client : clients) {
                client.upgraded().barrier();
            }
            assertThat(connections(server)).isEqualTo(clients.size());
            for (RawClient client : clients) {
                client.close();
            }
            assertThat(allGone(server)).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(ServerTransport.class)
    void shouldShareItsPortWithOtherProcesses(ServerTransport transport) throws Exception {
        assumeAvailable(transport);
        ServerOptions options = ServerOptions.defaults();
        ServerOptions.Listen listen =
                options.listen().withTransport(transport).withProcesses(2).withLoops(2);
        try (ReferenceServer first = ReferenceServer.start(options.withListen(listen.ofProcess(0, 0)));
                ReferenceServer second = ReferenceServer.start(options.withListen(listen.ofProcess(1, first.port())))) {
            assertThat(second.port()).isEqualTo(first.port());
            List<RawClient> clients = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                clients.add(RawClient.ready(first.port()).barrier());
            }
            assertThat(connections(first)).isBetween(1L, CONNECTIONS - 1L);
            assertThat(connections(first) + connections(second)).isEqualTo(CONNECTIONS);
            for (RawClient client : clients) {
                client.close();
            }
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
