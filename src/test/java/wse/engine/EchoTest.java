package wse.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests against Netty's own WebSocket server, which is independent of the engine. */
class EchoTest {

    /** Lengths where the encoding of the length changes (RFC 6455 section 5.2), and where masking steps end. */
    private static final int[] LENGTHS = {0, 1, 2, 3, 4, 5, 7, 8, 9, 125, 126, 127, 65535, 65536, 65537, 1 << 20};

    @ParameterizedTest
    @MethodSource("wse.engine.Transports#all")
    void shouldOpenEchoAndClose(Transport transport) throws Exception {
        try (WebSocketClient client = Transports.client(transport);
                NettyServer server = new NettyServer(1, null)) {
            Recorder recorder = Recorder.connect(client, server.endpoint());
            Connection connection = recorder.awaitOpen();
            assertThat(connection.attachment()).isEqualTo("mine");
            connection.loop().execute(() -> {
                connection.sendText(text("hello"));
                connection.ping(text("are you there"));
            });
            assertThat(recorder.awaitMessage().asText()).isEqualTo("hello");
            assertThat(recorder.awaitPong().asText()).isEqualTo("are you there");
            connection.loop().execute(() -> connection.close(1000));
            assertThat(recorder.awaitClosed())
                    .isEqualTo(new Disconnect(Disconnect.Kind.CLOSED_BY_US, 1000, "close frame sent"));
        }
    }

    @ParameterizedTest
    @MethodSource("wse.engine.Transports#all")
    void shouldCarryMessagesOfAllBoundaryLengths(Transport transport) throws Exception {
        shouldEchoAllLengths(transport, 1);
    }

    @ParameterizedTest
    @MethodSource("wse.engine.Transports#all")
    void shouldJoinFragments(Transport transport) throws Exception {
        shouldEchoAllLengths(transport, 3);
    }

    private static void shouldEchoAllLengths(Transport transport, int pieces) throws Exception {
        try (WebSocketClient client = Transports.client(transport);
                NettyServer server = new NettyServer(pieces, null)) {
            Recorder recorder = Recorder.connect(client, server.endpoint());
            Connection connection = recorder.awaitOpen();
            for (int length : LENGTHS) {
                byte[] payload = random(length);
                connection.loop().execute(() -> connection.sendBinary(Unpooled.wrappedBuffer(payload)));
                connection.loop().execute(() -> connection.sendText(text("x".repeat(length))));
                Recorder.Message binary = recorder.awaitMessage();
                Recorder.Message text = recorder.awaitMessage();
                assertThat(binary.text()).isFalse();
                assertThat(binary.payload()).isEqualTo(payload);
                assertThat(text.text()).isTrue();
                assertThat(text.asText()).isEqualTo("x".repeat(length));
            }
        }
    }

    /** More than any socket takes while nobody reads: the frames wait in memory, and their write buffer must not be reused. */
    @ParameterizedTest
    @MethodSource("wse.engine.Transports#all")
    void shouldKeepFramesWholeWhenTheSocketIsFull(Transport transport) throws Exception {
        int messages = 400;
        CompletableFuture<Void> allSent = new CompletableFuture<>();
        try (WebSocketClient client = Transports.client(transport);
                ScriptedServer server = ScriptedServer.afterUpgrade(peer -> {
                    allSent.get(Recorder.TIMEOUT_SECONDS, TimeUnit.SECONDS);
                    for (int i = 0; i < messages; i++) {
                        assertThat(peer.readLongFrame()).isEqualTo(filled(i));
                    }
                })) {
            Connection connection = Recorder.connect(client, server.endpoint()).awaitOpen();
            boolean writable = Recorder.join(connection.loop().submit(() -> {
                for (int i = 0; i < messages; i++) {
                    connection.sendBinary(Unpooled.wrappedBuffer(filled(i)));
                }
                return connection.isWritable();
            }));
            assertThat(writable).isFalse();
            allSent.complete(null);
            server.done.get(Recorder.TIMEOUT_SECONDS, TimeUnit.SECONDS);
        }
    }

    @ParameterizedTest
    @MethodSource("wse.engine.Transports#all")
    void shouldReleaseThePayload(Transport transport) throws Exception {
        try (WebSocketClient client = Transports.client(transport);
                NettyServer server = new NettyServer(1, null)) {
            Recorder recorder = Recorder.connect(client, server.endpoint());
            Connection connection = recorder.awaitOpen();
            ByteBuf payload = text("kept").retain();
            assertThat(Recorder.join(connection.loop().submit(() -> connection.sendText(payload))))
                    .isTrue();
            assertThat(payload.refCnt()).isEqualTo(1);
            assertThat(payload.toString(StandardCharsets.UTF_8)).isEqualTo("kept");
            connection.loop().execute(connection::abort);
            recorder.awaitClosed();
            assertThat(Recorder.join(connection.loop().submit(() -> connection.sendText(payload))))
                    .isFalse();
            assertThat(payload.refCnt()).isZero();
        }
    }

    private static ByteBuf text(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.UTF_8);
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static byte[] filled(int seed) {
        byte[] bytes = new byte[40_000 + seed];
        java.util.Arrays.fill(bytes, (byte) seed);
        return bytes;
    }
}
