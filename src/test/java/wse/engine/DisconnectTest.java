package wse.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static wse.engine.ScriptedServer.afterUpgrade;
import static wse.engine.ScriptedServer.bytes;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import wse.engine.Disconnect.Kind;

/** Each way in which a connection can end, on real sockets; {@link DescriptorsIT} tests the lack of descriptors. */
class DisconnectTest {

    @ParameterizedTest
    @MethodSource("wse.engine.Transports#all")
    void shouldReportRefused(Transport transport) throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            port = free.getLocalPort();
        }
        assertKind(transport, endpoint("127.0.0.1", port), null, Kind.REFUSED);
    }

    /** Connects to the broadcast address of the loopback network, which TCP refuses to route, so that nothing leaves the machine. */
    @ParameterizedTest
    @MethodSource("wse.engine.Transports#all")
    void shouldReportUnreachable(Transport transport) throws Exception {
        assertKind(transport, endpoint("127.255.255.255", 9), null, Kind.UNREACHABLE);
    }

    /** Connects from an address for documentation (RFC 5737), which no machine has. */
    @ParameterizedTest
    @MethodSource("wse.engine.Transports#all")
    void shouldReportNoLocalPort(Transport transport) throws Exception {
        InetSocketAddress source = new InetSocketAddress("192.0.2.1", 0);
        assertKind(transport, endpoint("127.0.0.1", 9), source, Kind.NO_LOCAL_PORT);
    }

    @ParameterizedTest
    @MethodSource("wse.engine.Transports#all")
    void shouldConnectFromTheGivenSource(Transport transport) throws Exception {
        CompletableFuture<String> peerAddress = new CompletableFuture<>();
        try (WebSocketClient client = Transports.client(transport);
                ScriptedServer server = afterUpgrade(peer -> {
                    peerAddress.complete(peer.socket.getInetAddress().getHostAddress());
                    peer.read();
                })) {
            Recorder recorder = new Recorder();
            recorder.start(client, server.endpoint(), new InetSocketAddress("127.0.0.7", 0));
            recorder.awaitOpen();
            assertThat(peerAddress.get(Recorder.TIMEOUT_SECONDS, TimeUnit.SECONDS))
                    .isEqualTo("127.0.0.7");
        }
    }

    /** A full accept queue drops the SYN: the first connections find room in it, and the others time out. */
    @ParameterizedTest
    @MethodSource("wse.engine.Transports#all")
    void shouldReportConnectTimeout(Transport transport) throws Exception {
        try (WebSocketClient client = Transports.client(transport);
                ServerSocket full = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            Endpoint endpoint = endpoint("127.0.0.1", full.getLocalPort()).withConnectTimeout(Duration.ofMillis(300));
            List<Recorder> recorders = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                recorders.add(Recorder.connect(client, endpoint));
            }
            assertThat(recorders.get(5).awaitClosed().kind()).isEqualTo(Kind.CONNECT_TIMEOUT);
            assertThat(recorders.get(5).connected).isNotDone();
        }
    }

    @ParameterizedTest
    @MethodSource("wse.engine.Transports#all")
    void shouldReportTheCloseCodeOfThePeer(Transport transport) throws Exception {
        try (WebSocketClient client = Transports.client(transport);
                ScriptedServer server = afterUpgrade(peer -> {
                    peer.write(0x88, 5, 4401 >> 8, 4401 & 0xff, 'b', 'a', 'd');
                    assertThat(peer.readFrame()).isEqualTo(bytes(0x88, 4401 >> 8, 4401 & 0xff));
                })) {
            Recorder recorder = Recorder.connect(client, server.endpoint());
            assertThat(recorder.awaitClosed()).isEqualTo(new Disconnect(Kind.CLOSED_BY_PEER, 4401, "bad"));
            server.done.get(Recorder.TIMEOUT_SECONDS, TimeUnit.SECONDS);
        }
    }

    @ParameterizedTest
    @MethodSource("wse.engine.Transports#all")
    void shouldReport1005ForACloseFrameWithoutACode(Transport transport) throws Exception {
        try (WebSocketClient client = Transports.client(transport);
                ScriptedServer server = afterUpgrade(peer -> {
                    peer.write(0x88, 0);
                    assertThat(peer.readFrame()).isEqualTo(bytes(0x88));
                })) {
            Recorder recorder = Recorder.connect(client, server.endpoint());
            assertThat(recorder.awaitClosed()).isEqualTo(new Disconnect(Kind.CLOSED_BY_PEER, 1005, ""));
            server.done.get(Recorder.TIMEOUT_SECONDS, TimeUnit.SECONDS);
        }
    }

    @ParameterizedTest
    @MethodSource("wse.engine.Transports#all")
    void shouldEndAConnectionWhosePeerSentACloseFrameButKeepsItOpen(Transport transport) throws Exception {
        try (WebSocketClient client = Transports.client(transport);
                ScriptedServer server = afterUpgrade(peer -> {
                    peer.write(0x88, 2, 1001 >> 8, 1001 & 0xff);
                    peer.readFrame();
                    assertReset(peer);
                })) {
            Recorder recorder = Recorder.connect(client, server.endpoint().withCloseTimeout(Duration.ofMillis(50)));
            assertThat(recorder.awaitClosed()).isEqualTo(new Disconnect(Kind.CLOSED_BY_PEER, 1001, ""));
            server.done.get(Recorder.TIMEOUT_SECONDS, TimeUnit.SECONDS);
        }
    }

    @ParameterizedTest
    @MethodSource("wse.engine.Transports#all")
    void shouldReportReset(Transport transport) throws Exception {
        try (WebSocketClient client = Transports.client(transport);
                ScriptedServer server = afterUpgrade(ScriptedServer.Peer::reset)) {
            Recorder recorder = Recorder.connect(client, server.endpoint());
            assertThat(recorder.awaitClosed().kind()).isEqualTo(Kind.RESET);
        }
    }

    /** If a server closes before it has read all messages, the kernel resets the connection after the close frame. */
    @ParameterizedTest
    @MethodSource("wse.engine.Transports#all")
    void shouldReportTheCloseFrameBeforeAReset(Transport transport) throws Exception {
        assertHeardBeforeReset(transport, 1);
    }

    /** Here the channel's own write fails. */
    @ParameterizedTest
    @MethodSource("wse.engine.Transports#all")
    void shouldReportTheCloseFrameBeforeAResetOfAFullConnection(Transport transport) throws Exception {
        assertHeardBeforeReset(transport, 400);
    }

    /** The event loop is blocked until the reset has come, so that the write is the first to fail. */
    private static void assertHeardBeforeReset(Transport transport, int writesBefore) throws Exception {
        CompletableFuture<Void> written = new CompletableFuture<>();
        CompletableFuture<Void> gone = new CompletableFuture<>();
        try (WebSocketClient client = Transports.client(transport);
                ScriptedServer server = afterUpgrade(peer -> {
                    written.get(Recorder.TIMEOUT_SECONDS, TimeUnit.SECONDS);
                    peer.write(0x81, 2, 'h', 'i', 0x88, 5, 4000 >> 8, 4000 & 0xff, 'b', 'y', 'e');
                    peer.reset();
                    gone.complete(null);
                })) {
            Recorder recorder = Recorder.connect(client, server.endpoint());
            Connection connection = recorder.awaitOpen();
            Recorder.join(connection.loop().submit(() -> {
                for (int i = 0; i < writesBefore; i++) {
                    connection.sendBinary(Unpooled.wrappedBuffer(new byte[65_000]));
                }
                written.complete(null);
                gone.get(Recorder.TIMEOUT_SECONDS, TimeUnit.SECONDS);
                return connection.sendText(Unpooled.copyInt(1));
            }));
            assertThat(recorder.awaitClosed()).isEqualTo(new Disconnect(Kind.CLOSED_BY_PEER, 4000, "bye"));
            assertThat(recorder.messages).extracting(Recorder.Message::asText).containsExactly("hi");
            assertThat(recorder.closedCalls).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @MethodSource("wse.engine.Transports#all")
    void shouldReportResetForAnEndWithoutACloseFrame(Transport transport) throws Exception {
        try (WebSocketClient client = Transports.client(transport);
                ScriptedServer server = afterUpgrade(peer -> {})) {
            Recorder recorder = Recorder.connect(client, server.endpoint());
            assertThat(recorder.awaitClosed())
                    .isEqualTo(new Disconnect(Kind.RESET, 0, "the connection ended without a close frame"));
        }
    }

    @ParameterizedTest
    @MethodSource("wse.engine.Transports#all")
    void shouldReportResetForAnEndInsteadOfAResponse(Transport transport) throws Exception {
        try (WebSocketClient client = Transports.client(transport);
                ScriptedServer server = new ScriptedServer(ScriptedServer.Peer::readRequest)) {
            Recorder recorder = Recorder.connect(client, server.endpoint());
            assertThat(recorder.awaitClosed())
                    .isEqualTo(new Disconnect(Kind.RESET, 0, "the connection ended before the upgrade was answered"));
            assertThat(recorder.connected).isCompleted();
        }
    }

    @ParameterizedTest
    @MethodSource("wse.engine.Transports#all")
    void shouldCompleteTheClosingHandshake(Transport transport) throws Exception {
        try (WebSocketClient client = Transports.client(transport);
                ScriptedServer server = afterUpgrade(peer -> {
                    assertThat(peer.readFrame()).isEqualTo(bytes(0x88, 3000 >> 8, 3000 & 0xff));
                    peer.write(0x81, 1, 'x', 0x88, 2, 3000 >> 8, 3000 & 0xff);
                })) {
            Recorder recorder = Recorder.connect(client, server.endpoint());
            Connection connection = recorder.awaitOpen();
            connection.loop().execute(() -> connection.close(3000));
            assertThat(recorder.awaitClosed()).isEqualTo(new Disconnect(Kind.CLOSED_BY_US, 3000, "close frame sent"));
            assertThat(recorder.messages)
                    .as("after close() nothing is passed on")
                    .isEmpty();
            server.done.get(Recorder.TIMEOUT_SECONDS, TimeUnit.SECONDS);
        }
    }

    @ParameterizedTest
    @MethodSource("wse.engine.Transports#all")
    void shouldNotWaitForeverForTheCloseFrameOfThePeer(Transport transport) throws Exception {
        try (WebSocketClient client = Transports.client(transport);
                ScriptedServer server = afterUpgrade(peer -> {
                    peer.readFrame();
                    assertReset(peer);
                })) {
            Recorder recorder = Recorder.connect(client, server.endpoint().withCloseTimeout(Duration.ofMillis(50)));
            Connection connection = recorder.awaitOpen();
            connection.loop().execute(() -> connection.close(1000));
            assertThat(recorder.awaitClosed().kind()).isEqualTo(Kind.CLOSED_BY_US);
            server.done.get(Recorder.TIMEOUT_SECONDS, TimeUnit.SECONDS);
        }
    }

    /** The side that closes a TCP connection first keeps its port for a minute. */
    private static void assertReset(ScriptedServer.Peer peer) {
        assertThatThrownBy(peer::read).isInstanceOf(SocketException.class).hasMessageContaining("reset");
    }

    @ParameterizedTest
    @MethodSource("wse.engine.Transports#all")
    void shouldAbortWithAReset(Transport transport) throws Exception {
        try (WebSocketClient client = Transports.client(transport);
                ScriptedServer server = afterUpgrade(DisconnectTest::assertReset)) {
            Recorder recorder = Recorder.connect(client, server.endpoint());
            Connection connection = recorder.awaitOpen();
            connection.loop().execute(connection::abort);
            connection.loop().execute(connection::abort);
            assertThat(recorder.awaitClosed().kind()).isEqualTo(Kind.CLOSED_BY_US);
            server.done.get(Recorder.TIMEOUT_SECONDS, TimeUnit.SECONDS);
        }
    }

    @ParameterizedTest
    @MethodSource("wse.engine.Transports#all")
    void shouldAbortAConnectionThatIsNotOpenYet(Transport transport) throws Exception {
        try (WebSocketClient client = Transports.client(transport);
                ServerSocket mute = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"))) {
            Recorder recorder = new Recorder();
            EventLoop loop = client.loops().get(0);
            Endpoint endpoint = endpoint("127.0.0.1", mute.getLocalPort());
            loop.execute(
                    () -> client.connect(loop, endpoint, null, recorder, null).abort());
            assertThat(recorder.awaitClosed().kind()).isEqualTo(Kind.CLOSED_BY_US);

            Recorder upgrading = Recorder.connect(client, endpoint);
            Connection connection = upgrading.connected.get(Recorder.TIMEOUT_SECONDS, TimeUnit.SECONDS);
            loop.execute(() -> connection.close(1000));
            assertThat(upgrading.awaitClosed().kind()).isEqualTo(Kind.CLOSED_BY_US);
        }
    }

    @ParameterizedTest
    @MethodSource("wse.engine.Transports#all")
    void shouldCloseAllConnectionsWithTheClient(Transport transport) throws Exception {
        WebSocketClient client = Transports.client(transport);
        List<Recorder> recorders = new ArrayList<>();
        try (NettyServer server = new NettyServer(1, null)) {
            for (int i = 0; i < 20; i++) {
                recorders.add(Recorder.connect(client, server.endpoint()));
                recorders.get(i).awaitOpen();
            }
            client.close();
            for (Recorder recorder : recorders) {
                assertThat(recorder.closed).isCompletedWithValueMatching(why -> why.kind() == Kind.CLOSED_BY_US);
                assertThat(recorder.closedCalls).isEqualTo(1);
            }
        }
        client.close();
    }

    /** Connections whose TCP connect or upgrade is under way have an end, too, and so has one that is begun at that moment. */
    @ParameterizedTest
    @MethodSource("wse.engine.Transports#all")
    void shouldCloseConnectionsThatAreNotOpenYetWithTheClient(Transport transport) throws Exception {
        WebSocketClient client = Transports.client(transport);
        Recorder late = new Recorder();
        try (ServerSocket mute = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"))) {
            Endpoint endpoint = endpoint("127.0.0.1", mute.getLocalPort());
            EventLoop loop = client.loops().get(0);
            Recorder upgrading = new Recorder() {
                @Override
                public void onClosed(Connection connection, Disconnect why) {
                    super.onClosed(connection, why);
                    client.connect(loop, endpoint, null, late, null);
                }
            };
            upgrading.start(client, endpoint, null);
            upgrading.connected.get(Recorder.TIMEOUT_SECONDS, TimeUnit.SECONDS);
            client.close();
            assertThat(upgrading.closed).isCompletedWithValueMatching(why -> why.kind() == Kind.CLOSED_BY_US);
            assertThat(late.closed).isCompletedWithValueMatching(why -> why.kind() == Kind.CLOSED_BY_US);
        }
    }

    @ParameterizedTest
    @MethodSource("wse.engine.Transports#all")
    void shouldEndTheConnectionWhoseListenerThrows(Transport transport) throws Exception {
        try (WebSocketClient client = Transports.client(transport);
                NettyServer server = new NettyServer(1, null)) {
            Recorder recorder = new Recorder() {
                @Override
                public void onMessage(Connection connection, ByteBuf payload, boolean text, long receivedNanos) {
                    throw new IllegalStateException("the listener's own fault");
                }
            };
            recorder.start(client, server.endpoint(), null);
            Connection connection = recorder.awaitOpen();
            connection.loop().execute(() -> connection.sendText(Unpooled.copyInt(1)));
            assertThat(recorder.awaitClosed())
                    .isEqualTo(new Disconnect(Kind.INTERNAL_ERROR, 0, "the listener's own fault"));
        }
    }

    private static void assertKind(Transport transport, Endpoint endpoint, InetSocketAddress source, Kind kind)
            throws Exception {
        try (WebSocketClient client = Transports.client(transport)) {
            Recorder recorder = new Recorder();
            recorder.start(client, endpoint, source);
            Disconnect why = recorder.awaitClosed();
            assertThat(why.kind()).as(why.toString()).isEqualTo(kind);
            assertThat(recorder.connected).isNotDone();
            assertThat(recorder.closedCalls).isEqualTo(1);
        }
    }

    private static Endpoint endpoint(String host, int port) {
        return Endpoint.of(new InetSocketAddress(host, port), host + ":" + port, "/", Map.of());
    }
}
