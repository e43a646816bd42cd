package wse.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class AcceptQueueTest {

    @Test
    void shouldFindTheCountersByName() {
        List<String> netstat = List.of(
                "TcpExt: SyncookiesSent ListenOverflows ListenDrops TCPHPHits",
                "TcpExt: 275 12 15 47815056",
                "IpExt: InNoRoutes ListenDrops",
                "IpExt: 0 7");

        assertThat(AcceptQueue.parse(netstat)).contains(new AcceptQueue(12, 15));
    }

    @Test
    void shouldKnowNothingIfTheSystemHasNoCounters() {
        assertThat(AcceptQueue.parse(List.of())).isEmpty();
        assertThat(AcceptQueue.parse(List.of("TcpExt: TW", "TcpExt: 1"))).isEmpty();
    }

    @Test
    void shouldReportRefusedAttemptsOnly() {
        AcceptQueue before = new AcceptQueue(10, 20);

        assertThat(new AcceptQueue(10, 20).since(before).finding()).isEmpty();
        assertThat(new AcceptQueue(13, 23).since(before).finding())
                .hasValueSatisfying(text -> assertThat(text)
                        .contains("turned away 3 connection attempts", "accept queue was full", "net.core.somaxconn"));
        assertThat(new AcceptQueue(10, 25).since(before).finding())
                .hasValueSatisfying(text -> assertThat(text)
                        .contains(
                                "turned away 5 connection attempts",
                                "no accept queue was full",
                                "all servers of this machine"));
    }

    @Test
    void shouldWriteCountsAsEverywhere() {
        assertThat(new AcceptQueue(2_209, 2_209).finding().orElseThrow()).contains("away 2,209 connection attempts");
        assertThat(new AcceptQueue(1, 1).finding().orElseThrow()).contains("away 1 connection attempt because");
    }

    /** A queue of 1 has room for 2: Linux accepts one more than the configured number. */
    @Test
    void shouldCountTheAttemptsThatAFullQueueRefuses() throws IOException {
        assumeTrue(AcceptQueue.read().isPresent(), "the system counts what is turned away");
        AcceptQueue before = AcceptQueue.read().orElseThrow();
        OptionalLong drops = OptionalLong.empty();
        List<Socket> sockets = new ArrayList<>();
        try (ServerSocket neverAccepts = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            boolean turnedAway = false;
            while (!turnedAway && sockets.size() < 10) {
                turnedAway = !connects(sockets, neverAccepts.getLocalSocketAddress());
            }
            assertThat(turnedAway).isTrue();
            drops = ListenerDrops.at(neverAccepts.getLocalPort());
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
        AcceptQueue counted = AcceptQueue.read().orElseThrow().since(before);
        assertThat(counted.overflows()).isPositive();
        assertThat(counted.drops()).isGreaterThanOrEqualTo(counted.overflows());
        assertThat(counted.of(drops.orElseThrow()).overflows()).isPositive();
    }

    @Test
    void shouldNotBlameOneServerForTheQueuesOfOthers() throws IOException {
        assumeTrue(AcceptQueue.read().isPresent(), "the system counts what is turned away");
        AcceptQueue ofTheMachine = new AcceptQueue(7, 9);
        try (ServerSocket idle = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            long drops = ListenerDrops.at(idle.getLocalPort()).orElseThrow();

            assertThat(ofTheMachine.of(drops).finding()).isEmpty();
        }
        assertThat(ofTheMachine.of(2).finding())
                .hasValueSatisfying(text -> assertThat(text)
                        .contains("turned away 2 connection attempts because the server's accept queue was full")
                        .doesNotContain("all servers"));
    }

    @Test
    void shouldKnowNothingOfAPortWithoutAListener() throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0)) {
            port = closed.getLocalPort();
        }
        assertThat(ListenerDrops.at(port)).isEmpty();
    }

    private static boolean connects(List<Socket> sockets, SocketAddress address) throws IOException {
        Socket socket = new Socket();
        sockets.add(socket);
        try {
            socket.connect(address, 200);
            return true;
        } catch (SocketTimeoutException full) {
            return false;
        }
    }
}
