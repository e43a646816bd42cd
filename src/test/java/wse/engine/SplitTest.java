package wse.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static wse.engine.ScriptedServer.bytes;
import static wse.engine.ScriptedServer.frame;

import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import wse.engine.Disconnect.Kind;

/** TCP may split the stream anywhere. Splits the handshake and every kind of frame at every byte. */
class SplitTest {

    private static final int ANSWER_BYTES = 129;
    private static final byte[] LONG = new byte[300];

    static {
        Arrays.fill(LONG, (byte) 'z');
    }

    @ParameterizedTest
    @MethodSource("wse.engine.Transports#all")
    void shouldReadTheSameWhereverTheStreamIsSplit(Transport transport) throws Exception {
        try (WebSocketClient client = Transports.client(transport);
                NettyServer echo = new NettyServer(1, null)) {
            Recorder clock = Recorder.connect(client, echo.endpoint());
            clock.awaitOpen();
            int length = conversation(new byte[ANSWER_BYTES]).length;
            for (int cut = 1; cut < length; cut++) {
                shouldReadCutAt(cut, client, clock);
            }
        }
    }

    private static void shouldReadCutAt(int cut, WebSocketClient client, Recorder clock) throws Exception {
        CompletableFuture<Void> firstPart = new CompletableFuture<>();
        CompletableFuture<Void> wasRead = new CompletableFuture<>();
        try (ScriptedServer server = new ScriptedServer(peer -> {
            byte[] answer = peer.goodAnswer(peer.readRequest());
            assertThat(answer).hasSize(ANSWER_BYTES);
            byte[] all = conversation(answer);
            peer.write(Arrays.copyOf(all, cut));
            firstPart.complete(null);
            wasRead.get(Recorder.TIMEOUT_SECONDS, TimeUnit.SECONDS);
            peer.write(Arrays.copyOfRange(all, cut, all.length));
            assertThat(peer.readFrame()).isEqualTo(bytes(0x8A, 'p', 'i')); // our pong
            assertThat(peer.readFrame()).isEqualTo(bytes(0x88, 0x0F, 0xA1)); // our close
        })) {
            Recorder recorder = Recorder.connect(client, server.endpoint());
            firstPart.get(Recorder.TIMEOUT_SECONDS, TimeUnit.SECONDS);
            roundTrip(clock);
            wasRead.complete(null);
            assertThat(recorder.awaitClosed())
                    .as("cut=" + cut)
                    .isEqualTo(new Disconnect(Kind.CLOSED_BY_PEER, 4001, "by"));
            server.done.get(Recorder.TIMEOUT_SECONDS, TimeUnit.SECONDS);
            assertThat(recorder.messages)
                    .as("cut=" + cut)
                    .extracting(Recorder.Message::asText)
                    .containsExactly("h\u00e9\ud83d\ude00", new String(LONG, StandardCharsets.UTF_8), "on\u20actwo");
            assertThat(recorder.messages).extracting(Recorder.Message::text).containsExactly(true, false, true);
            assertThat(recorder.awaitPong().asText()).isEqualTo("po");
        }
    }

    /**
     * Waits until the event loop has handled everything that has arrived so far. The loop reads the answer to another of its
     * connections in the same turn or in a later one, and after one more task, that turn is complete.
     */
    private static void roundTrip(Recorder clock) throws Exception {
        Connection connection = clock.awaitOpen();
        connection.loop().execute(() -> connection.sendText(Unpooled.copiedBuffer("t", StandardCharsets.UTF_8)));
        assertThat(clock.awaitMessage().asText()).isEqualTo("t");
        Recorder.join(connection.loop().submit(() -> true));
    }

    private static byte[] conversation(byte[] upgradeAnswer) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(upgradeAnswer);
        out.writeBytes(frame(0x81, "h\u00e9\ud83d\ude00".getBytes(StandardCharsets.UTF_8)));
        out.writeBytes(bytes(0x82, 126, LONG.length >> 8, LONG.length & 0xff));
        out.writeBytes(LONG);
        out.writeBytes(frame(0x8A, bytes('p', 'o')));
        out.writeBytes(frame(0x01, bytes('o', 'n', 0xE2, 0x82)));
        out.writeBytes(frame(0x89, bytes('p', 'i')));
        out.writeBytes(frame(0x00, bytes()));
        out.writeBytes(frame(0x80, bytes(0xAC, 't', 'w', 'o')));
        out.writeBytes(frame(0x88, bytes(0x0F, 0xA1, 'b', 'y')));
        return out.toByteArray();
    }
}
