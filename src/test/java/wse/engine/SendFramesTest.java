package wse.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static wse.engine.ScriptedServer.afterUpgrade;

import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Many frames in few writes, pooled and fresh, on real sockets. */
class SendFramesTest {

    static Stream<Arguments> transportsAndMasks() {
        return Stream.of(Transport.EPOLL, Transport.NIO, Transport.IO_URING)
                .flatMap(transport -> Stream.of(false, true).map(fresh -> Arguments.of(transport, fresh)));
    }

    /** Sends more frames than the pool holds, so that it starts again. */
    @ParameterizedTest
    @MethodSource("transportsAndMasks")
    void shouldSendEachFrameOfEachWrite(Transport transport, boolean fresh) throws Exception {
        byte[] payload = filled(175);
        int writes = 501;
        int frames = 3;
        try (WebSocketClient client = Transports.client(transport);
                NettyServer echo = new NettyServer(1, null)) {
            Sender sender = new Sender(writes, frames);
            sender.start(client, echo.endpoint(), null);
            sender.begin(client, payload, fresh);
            for (int i = 0; i < writes * frames; i++) {
                assertThat(sender.awaitMessage().payload()).isEqualTo(payload);
            }
            assertThat(sender.messages).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("transportsAndMasks")
    void shouldStopAtAFullSocketAndContinueWhenItHasRoom(Transport transport, boolean fresh) throws Exception {
        fillASocket(transport, fresh, filled(65_000), 400);
    }

    /** Several of these writes are prepared at once, and the socket takes only some of them. */
    @ParameterizedTest
    @MethodSource("transportsAndMasks")
    void shouldStopAmongSmallWritesAndContinueWhenThereIsRoom(Transport transport, boolean fresh) throws Exception {
        fillASocket(transport, fresh, filled(700), 40_000);
    }

    private static void fillASocket(Transport transport, boolean fresh, byte[] payload, int writes) throws Exception {
        CompletableFuture<Void> mayRead = new CompletableFuture<>();
        try (WebSocketClient client = Transports.client(transport);
                ScriptedServer server = afterUpgrade(peer -> {
                    mayRead.get(Recorder.TIMEOUT_SECONDS, TimeUnit.SECONDS);
                    for (int i = 0; i < writes; i++) {
                        assertThat(peer.readLongFrame()).isEqualTo(payload);
                    }
                })) {
            Sender sender = new Sender(writes, 1);
            sender.start(client, server.endpoint(), null);
            assertThat(sender.begin(client, payload, fresh)).isBetween(1, writes - 1);
            mayRead.complete(null);
            server.done.get(Recorder.TIMEOUT_SECONDS, TimeUnit.SECONDS);
        }
    }

    /** If the kernel took no byte of a write, it was not sent, and must not reduce the count of sent messages. */
    @ParameterizedTest
    @MethodSource("transportsAndMasks")
    void shouldNotCountAWriteOfWhichNoByteWasTaken(Transport transport, boolean fresh) throws Exception {
        CompletableFuture<Void> opened = new CompletableFuture<>();
        CompletableFuture<Void> gone = new CompletableFuture<>();
        try (WebSocketClient client = Transports.client(transport);
                ScriptedServer server = afterUpgrade(peer -> {
                    opened.get(Recorder.TIMEOUT_SECONDS, TimeUnit.SECONDS);
                    peer.reset();
                    gone.complete(null);
                })) {
            Recorder recorder = Recorder.connect(client, server.endpoint());
            Connection connection = recorder.awaitOpen();
            int sent = Recorder.join(connection.loop().submit(() -> {
                opened.complete(null);
                gone.get(Recorder.TIMEOUT_SECONDS, TimeUnit.SECONDS);
                try (FrameBlock block = client.newFrameBlock(
                        connection.loop(), FrameContents.plain(false, List.of(filled(175))), 3, fresh)) {
                    return connection.sendFrames(block, 0, 3, 5);
                }
            }));
            assertThat(recorder.awaitClosed().kind()).isEqualTo(Disconnect.Kind.RESET);
            if (transport != Transport.IO_URING) { // io_uring notices the reset only at the end of the write
                assertThat(sent).isZero();
                assertThat(connection.unsentBytes()).isZero();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("transportsAndMasks")
    void shouldRefuseAWriteOfMoreFramesThanTheBlockHas(Transport transport, boolean fresh) throws Exception {
        try (WebSocketClient client = Transports.client(transport);
                NettyServer echo = new NettyServer(1, null)) {
            Connection connection = Recorder.connect(client, echo.endpoint()).awaitOpen();
            Recorder.join(connection.loop().submit(() -> {
                try (FrameBlock block = client.newFrameBlock(
                        connection.loop(), FrameContents.plain(false, List.of(filled(175))), 3, fresh)) {
                    assertThatThrownBy(() -> connection.sendFrames(block, 0, 4, 1))
                            .hasMessageContaining("frames=4");
                }
                return null;
            }));
        }
    }

    /** A ping must neither overtake nor split frames that are still being sent. */
    @ParameterizedTest
    @MethodSource("transportsAndMasks")
    void shouldSendLaterMessagesAfterTheFrames(Transport transport, boolean fresh) throws Exception {
        byte[] payload = filled(60_000);
        try (WebSocketClient client = Transports.client(transport);
                NettyServer echo = new NettyServer(1, null)) {
            Recorder recorder = Recorder.connect(client, echo.endpoint());
            Connection connection = recorder.awaitOpen();
            Recorder.join(connection.loop().submit(() -> {
                try (FrameBlock block = client.newFrameBlock(
                        connection.loop(), FrameContents.plain(false, List.of(payload)), 1, fresh)) {
                    connection.sendFrames(block, 0, 1, 1);
                    return connection.ping(Unpooled.copyLong(7));
                }
            }));
            Recorder.Message echoed = recorder.awaitMessage();
            assertThat(echoed.payload()).isEqualTo(payload);
            assertThat(recorder.awaitPong().receivedNanos()).isGreaterThanOrEqualTo(echoed.receivedNanos());
        }
    }

    private static byte[] filled(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i * 31);
        }
        return bytes;
    }

    /** Makes a number of writes, as fast as the socket takes them. */
    private static final class Sender extends Recorder {

        private final int frames;
        private int left;
        private FrameBlock block;

        Sender(int writes, int frames) {
            this.left = writes;
            this.frames = frames;
        }

        /** Returns the initial number of writes. */
        int begin(WebSocketClient client, byte[] payload, boolean fresh) throws Exception {
            Connection connection = awaitOpen();
            return join(connection.loop().submit(() -> {
                block = client.newFrameBlock(
                        connection.loop(), FrameContents.plain(false, List.of(payload)), frames, fresh);
                return send(connection);
            }));
        }

        private int send(Connection connection) {
            int sent = connection.sendFrames(block, 0, frames, left);
            left -= sent;
            return sent;
        }

        @Override
        public void onWritable(Connection connection) {
            if (left > 0) {
                send(connection);
            }
        }

        @Override
        public void onClosed(Connection connection, Disconnect why) {
            block.close();
            super.onClosed(connection, why);
        }
    }
}
