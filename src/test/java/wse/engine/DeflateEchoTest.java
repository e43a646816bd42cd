package wse.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compressed messages to Netty's own server and back, which is independent of the engine. */
class DeflateEchoTest {

    /** Around the boundaries of frame lengths, buffers, deflate blocks and windows. */
    private static final int[] LENGTHS = {0, 1, 125, 126, 500, 513, 4096, 32_768, 65_535, 65_536, 200_000, 1 << 20};

    @ParameterizedTest
    @CsvSource({
        "permessage-deflate, 1",
        "permessage-deflate, 3",
        "permessage-deflate; client_no_context_takeover, 1",
        "permessage-deflate; server_no_context_takeover; client_no_context_takeover, 3",
        "permessage-deflate; client_max_window_bits, 1",
        "permessage-deflate; client_max_window_bits=8, 1",
        "permessage-deflate; client_max_window_bits=9, 1",
        "permessage-deflate; client_max_window_bits=10; client_no_context_takeover; server_max_window_bits=10, 1",
        "permessage-deflate; client_max_window_bits=14; server_max_window_bits=9, 2"
    })
    void shouldCarryMessagesOfAllLengths(String offer, int pieces) throws Exception {
        try (WebSocketClient client = new WebSocketClient(EngineOptions.of(1));
                NettyServer server = new NettyServer(pieces, null, true)) {
            Recorder recorder = Recorder.connect(client, server.endpoint().withCompression(DeflateOffer.of(offer)));
            Connection connection = recorder.awaitOpen();
            assertThat(connection.compression()).isPresent();
            for (int round = 0; round < 2; round++) {
                // Netty cannot compress empty fragments.
                for (int length : pieces == 1 ? LENGTHS : Arrays.copyOfRange(LENGTHS, 2, LENGTHS.length)) {
                    shouldEcho(recorder, connection, repetitive(length));
                    // With a small window, Netty truncates messages that become longer when they are compressed.
                    if (!offer.contains("server_max_window_bits")) {
                        shouldEcho(recorder, connection, random(length));
                    }
                }
            }
            CompressionCount count = client.compressed();
            assertThat(count.connections()).isEqualTo(1);
            assertThat(count.sentBytes()).isEqualTo(count.receivedBytes());
            assertThat(count.sentWireBytes()).isLessThan(count.sentBytes());
        }
    }

    private static void shouldEcho(Recorder recorder, Connection connection, byte[] payload) throws Exception {
        connection.loop().execute(() -> connection.sendBinary(Unpooled.wrappedBuffer(payload)));
        assertThat(recorder.awaitMessage().payload()).isEqualTo(payload);
    }

    private static byte[] random(int length) {
        // Compressed, it must still fit into a frame of 1 MiB.
        byte[] payload = new byte[Math.min(length, 1_000_000)];
        new Random(length).nextBytes(payload);
        return payload;
    }

    /** Repeats itself after a distance that is larger than the smallest windows. */
    private static byte[] repetitive(int length) {
        byte[] payload = new byte[length];
        byte[] part = new byte[700];
        new Random(7).nextBytes(part);
        for (int i = 0; i < length; i++) {
            payload[i] = part[i % part.length];
        }
        return payload;
    }

    /** What was compressed ahead is not in the connection's own window, and messages after it must not assume that it is. */
    @ParameterizedTest
    @CsvSource({"permessage-deflate", "permessage-deflate; client_max_window_bits=9"})
    void shouldMixMessagesThatWereCompressedAhead(String offer) throws Exception {
        byte[] message = repetitive(3_000);
        try (WebSocketClient client = new WebSocketClient(EngineOptions.of(1));
                NettyServer server = new NettyServer(1, null, true)) {
            Recorder recorder = Recorder.connect(client, server.endpoint().withCompression(DeflateOffer.of(offer)));
            Connection connection = recorder.awaitOpen();
            connection.loop().execute(() -> sendMixed(client, connection, message));
            for (int i = 0; i < 8; i++) {
                assertThat(recorder.awaitMessage().payload()).isEqualTo(message);
            }
        }
    }

    private static void sendMixed(WebSocketClient client, Connection connection, byte[] message) {
        int bits = connection.compression().orElseThrow().clientMaxWindowBits();
        try (AheadCompressor compressor = new AheadCompressor(bits)) {
            FrameContents contents =
                    new FrameContents(false, List.of(message), List.of(compressor.payload(message)), true);
            try (FrameBlock block = client.newFrameBlock(connection.loop(), contents, 2, false)) {
                for (int i = 0; i < 2; i++) {
                    connection.sendBinary(Unpooled.wrappedBuffer(message));
                    connection.sendFrames(block, 0, 2, 1);
                    connection.sendBinary(Unpooled.wrappedBuffer(message));
                }
            }
        }
    }
}
