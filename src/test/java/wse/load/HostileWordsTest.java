package wse.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.EventLoop;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import wse.dialect.Dialect;
import wse.dialect.Meaning;
import wse.dialect.OpeningRequest;
import wse.dialect.PingForm;
import wse.engine.Connection;
import wse.engine.ConnectionListener;
import wse.engine.Disconnect;
import wse.engine.EngineOptions;
import wse.engine.ScriptedServer;
import wse.engine.WebSocketClient;

/** What a server says about itself is short and harmless when it reaches the user, and what it announces costs nothing. */
class HostileWordsTest {

    private static final Duration PATIENT = Duration.ofSeconds(20);
    private static final String WORDS = "\u001b]0;title\u0007\u001b[2J\u202e" + "x".repeat(1 << 20);
    private static final String HARMLESS = ".]0;title..[2J.xxx";

    private final WebSocketClient client = new WebSocketClient(EngineOptions.of(1));

    @AfterEach
    void close() {
        client.close();
    }

    /** A protocol that believes whatever the server says. */
    private record Gullible(boolean refuses) implements Dialect {

        @Override
        public String name() {
            return "gullible";
        }

        @Override
        public OpeningRequest openingRequest(int user) {
            return OpeningRequest.of("/");
        }

        @Override
        public Meaning onOpen() {
            return Meaning.OTHER;
        }

        @Override
        public Meaning onMessage(ByteBuf message, boolean text) {
            return refuses ? Meaning.refused(message.toString(StandardCharsets.UTF_8)) : Meaning.READY;
        }

        @Override
        public Optional<String> serverVersion(ByteBuf message, boolean text) {
            return Optional.of(message.toString(StandardCharsets.UTF_8));
        }
    }

    private String contact(ScriptedServer server, boolean refuses) throws FirstContact.Failure {
        LoadTarget target = new LoadTarget(client, server.endpoint(), new Gullible(refuses), List.of());
        return FirstContact.make(target, PATIENT, Optional.empty(), Optional.of(PingForm.FRAME))
                .version();
    }

    private static ScriptedServer saying(String words) throws IOException {
        return ScriptedServer.afterUpgrade(peer -> {
            peer.write(longText(words));
            byte[] ping = peer.readFrame();
            peer.write(ScriptedServer.frame(0x8a, Arrays.copyOfRange(ping, 1, ping.length)));
            peer.read();
        });
    }

    private static byte[] longText(String words) {
        byte[] payload = words.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.writeBytes(longHeader(payload.length));
        frame.writeBytes(payload);
        return frame.toByteArray();
    }

    private static byte[] longHeader(long length) {
        return ByteBuffer.allocate(10)
                .put((byte) 0x81)
                .put((byte) 127)
                .putLong(length)
                .array();
    }

    @Test
    void shouldShortenTheNameOfAServer() throws Exception {
        try (ScriptedServer server = saying(WORDS)) {
            assertThat(contact(server, false)).startsWith(HARMLESS).hasSize(203);
        }
    }

    @Test
    void shouldShortenTheReasonOfARefusal() throws Exception {
        try (ScriptedServer server = saying(WORDS)) {
            assertThatThrownBy(() -> contact(server, true))
                    .isInstanceOf(FirstContact.Failure.class)
                    .satisfies(failure -> assertThat(failure.getMessage())
                            .startsWith(HARMLESS)
                            .hasSize(203));
        }
    }

    /** 300 headers of frames of 15 MiB. The memory pool reserves a few of its chunks, not 128 KiB for each of them. */
    @Test
    void shouldReserveNoMemoryForFramesThatAreOnlyAnnounced() throws Exception {
        int connections = 300;
        long before = usedBytes();
        try (ScriptedServer server = new ScriptedServer(peer -> {
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            answer.writeBytes(peer.goodAnswer(peer.readRequest()));
            answer.writeBytes(longHeader(15 << 20));
            answer.write('x');
            peer.write(answer.toByteArray());
            peer.read();
        })) {
            Reads reads = new Reads(new CountDownLatch(connections));
            EventLoop loop = client.loops().get(0);
            loop.submit(() -> {
                for (int i = 0; i < connections; i++) {
                    client.connect(loop, server.endpoint(), null, reads, null);
                }
            });
            assertThat(reads.announced.await(PATIENT.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
            assertThat(usedBytes() - before).isLessThan(20 << 20);
        }
    }

    /** Notices that a connection has read everything that came with the answer to its upgrade. */
    private record Reads(CountDownLatch announced) implements ConnectionListener {

        @Override
        public void onOpen(Connection connection) {
            // What follows is in the same read.
        }

        @Override
        public void onReadComplete(Connection connection) {
            announced.countDown();
        }

        @Override
        public void onMessage(Connection connection, ByteBuf payload, boolean text, long receivedNanos) {
            throw new AssertionError("no message was complete");
        }

        @Override
        public void onClosed(Connection connection, Disconnect why) {
            // At the end of the test.
        }
    }

    private static long usedBytes() {
        return PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory();
    }
}
