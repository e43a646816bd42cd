package wse.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ServerGroupIT {

    private static final int PROCESSES = 3;
    private static final int CONNECTIONS = 120;
    private static final long DEADLINE_SECONDS = 30;

    private static ServerOptions options(int processes) {
        ServerOptions options = ServerOptions.defaults();
        return options.withListen(options.listen().withProcesses(processes));
    }

    @Test
    void shouldSpreadConnectionsOverProcessesAndLoseOnlyThoseOfAKilledOne() throws Exception {
        BlockingQueue<String> told = new LinkedBlockingQueue<>();
        List<RawClient> clients = new ArrayList<>();
        ServerGroup group = ServerGroup.start(options(PROCESSES));
        try (group) {
            group.onLoss(told::add);
            for (int i = 0; i < CONNECTIONS; i++) {
                clients.add(RawClient.ready(group.port()).barrier());
            }
            List<Long> shares = shares(group.metricsUris());
            assertThat(shares.stream().mapToLong(Long::longValue).sum()).isEqualTo(CONNECTIONS);
            // Each connection goes to one of three by chance, so each gets about 40. Fewer than 15, or more than 70,
            // happen once in a million.
            assertThat(shares).hasSize(PROCESSES).allMatch(share -> share >= 15 && share <= 70);
            assertThat(group.processIds()).hasSize(PROCESSES).doesNotHaveDuplicates();
            assertThat(group.losses()).isEmpty();

            long victim = group.processIds().get(1);
            ProcessHandle.of(victim).orElseThrow().destroyForcibly();

            assertThat(told.poll(DEADLINE_SECONDS, TimeUnit.SECONDS))
                    .isEqualTo("server-2 process " + victim + " ended with status 137");
            assertThat(group.losses()).containsExactly("server-2 process " + victim + " ended with status 137");
            assertThat(clients.stream().filter(ServerGroupIT::answers).count()).isEqualTo(CONNECTIONS - shares.get(1));
            RawClient.ready(group.port()).barrier().close();
        }
        for (RawClient client : clients) {
            client.close();
        }
        assertAllGone(group);
        group.close();
    }

    private static List<Long> shares(List<URI> metrics) throws IOException, InterruptedException {
        List<Long> shares = new ArrayList<>();
        for (URI uri : metrics) {
            shares.add(RawClient.counters(uri).get("wse_connections"));
        }
        return shares;
    }

    private static boolean answers(RawClient client) {
        try {
            client.barrier();
            return true;
        } catch (IOException gone) {
            return false;
        }
    }

    private static void assertAllGone(ServerGroup group) throws IOException {
        assertThat(group.processIds()).noneMatch(pid -> ProcessHandle.of(pid).isPresent());
        InetSocketAddress port = new InetSocketAddress(InetAddress.getLoopbackAddress(), group.port());
        try (ServerSocket free = new ServerSocket()) {
            free.bind(port);
        }
    }

    @Test
    void shouldNotShareAPortWithAnotherServer() throws Exception {
        try (ServerGroup first = ServerGroup.start(options(2))) {
            ServerOptions second = options(2);
            ServerOptions.Listen listen = second.listen();
            ServerOptions.Listen same = new ServerOptions.Listen(
                    listen.host(), first.port(), 0, listen.loops(), listen.processes(), listen.transport(), List.of());
            assertThatThrownBy(() -> ServerGroup.start(second.withListen(same)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("port must be free on this machine: port=" + first.port());
        }
    }

    @Test
    void shouldStopAllProcessesIfOneDoesNotStart() throws Exception {
        try (ServerSocket taken = secondOfTwoPorts()) {
            ServerOptions options = options(2);
            ServerOptions.Listen listen = options.listen();
            // The counters of the second process would need the port of this socket.
            ServerOptions.Listen unlucky = new ServerOptions.Listen(
                    listen.host(), 0, taken.getLocalPort() - 1, listen.loops(), 2, listen.transport(), List.of());
            assertThatThrownBy(() -> ServerGroup.start(options.withListen(unlucky)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(
                            "metrics-port must be free on this machine: metrics-port=" + taken.getLocalPort());
            assertThat(ProcessHandle.current().descendants().filter(ServerGroupIT::isServer))
                    .isEmpty();
        }
    }

    /** The port below the returned one was free a moment ago. */
    private static ServerSocket secondOfTwoPorts() throws IOException {
        try (ServerSocket first = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new ServerSocket(first.getLocalPort() + 1, 1, InetAddress.getLoopbackAddress());
        } catch (BindException secondTaken) {
            return secondOfTwoPorts();
        }
    }

    private static boolean isServer(ProcessHandle process) {
        return process.info().commandLine().orElse("").contains(ServerChild.class.getName());
    }
}
