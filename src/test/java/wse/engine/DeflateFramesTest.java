package wse.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static wse.engine.ScriptedServer.bytes;
import static wse.engine.ScriptedServer.frame;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.Deflater;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import wse.engine.Disconnect.Kind;

/** Compressed frames that a server may send, or must not send (RFC 7692), byte by byte. */
class DeflateFramesTest {

    private static final int TEXT = 0xC1;
    private static final int MOST_BYTES = 1 << 20;
    private static final DeflateOffer OFFER = DeflateOffer.of("permessage-deflate");
    /** "Hello", RFC 7692 section 7.2.3.1. */
    private static final byte[] HELLO = bytes(0xf2, 0x48, 0xcd, 0xc9, 0xc9, 0x07, 0x00);

    private final WebSocketClient client = new WebSocketClient(EngineOptions.of(1));

    @AfterEach
    void close() {
        client.close();
    }

    private static ScriptedServer sending(byte[]... frames) throws Exception {
        return new ScriptedServer(peer -> {
            String answer = new String(peer.goodAnswer(peer.readRequest()), StandardCharsets.ISO_8859_1);
            peer.write(answer.replace("\r\n\r\n", "\r\nSec-WebSocket-Extensions: permessage-deflate\r\n\r\n")
                    .getBytes(StandardCharsets.ISO_8859_1));
            for (byte[] frame : frames) {
                peer.write(frame);
            }
            peer.readFrame();
        });
    }

    private Recorder connect(ScriptedServer server) {
        return Recorder.connect(
                client, server.endpoint().withMaxMessageBytes(MOST_BYTES).withCompression(OFFER));
    }

    private void shouldRead(String text, byte[]... frames) throws Exception {
        try (ScriptedServer server = sending(frames)) {
            assertThat(connect(server).awaitMessage().asText()).isEqualTo(text);
        }
    }

    private void shouldFail(Kind kind, int code, String words, byte[]... frames) throws Exception {
        try (ScriptedServer server = sending(frames)) {
            Disconnect end = connect(server).awaitClosed();
            assertThat(end.kind()).isEqualTo(kind);
            assertThat(end.code()).isEqualTo(code);
            assertThat(end.detail()).contains(words);
        }
    }

    @Test
    void shouldReadTheExamplesOfTheRfc() throws Exception {
        shouldRead("Hello", frame(TEXT, HELLO));
        // In two fragments.
        shouldRead("Hello", frame(0x41, Arrays.copyOf(HELLO, 3)), frame(0x80, Arrays.copyOfRange(HELLO, 3, 7)));
        // A block without compression.
        shouldRead("Hello", frame(TEXT, bytes(0, 5, 0, 0xfa, 0xff, 0x48, 0x65, 0x6c, 0x6c, 0x6f, 0)));
        // A final block.
        shouldRead("Hello", frame(TEXT, bytes(0xf3, 0x48, 0xcd, 0xc9, 0xc9, 0x07, 0x00, 0x00)));
        // Two blocks.
        shouldRead("Hello", frame(TEXT, bytes(0xf2, 0x48, 0x05, 0, 0, 0, 0xff, 0xff, 0xca, 0xc9, 0xc9, 0x07, 0)));
        // An empty message.
        shouldRead("", frame(TEXT, bytes(0)));
    }

    @Test
    void shouldUseTheWindowOfTheMessageBefore() throws Exception {
        try (ScriptedServer server = sending(frame(TEXT, HELLO), frame(TEXT, bytes(0xf2, 0x00, 0x11, 0x00, 0x00)))) {
            Recorder recorder = connect(server);
            assertThat(recorder.awaitMessage().asText()).isEqualTo("Hello");
            assertThat(recorder.awaitMessage().asText()).isEqualTo("Hello");
        }
    }

    @Test
    void shouldReadUncompressedMessagesAndControlFramesBetweenFragments() throws Exception {
        shouldRead("plain", frame(0x81, "plain".getBytes(StandardCharsets.US_ASCII)));
        try (ScriptedServer server = sending(
                frame(0x41, Arrays.copyOf(HELLO, 3)),
                frame(0x8A, bytes(1)),
                frame(0x00, Arrays.copyOfRange(HELLO, 3, 4)),
                frame(0x80, Arrays.copyOfRange(HELLO, 4, 7)))) {
            Recorder recorder = connect(server);
            assertThat(recorder.awaitMessage().asText()).isEqualTo("Hello");
            assertThat(recorder.awaitPong().payload()).isEqualTo(bytes(1));
        }
    }

    /** A final block at the very end of a message, and messages after it. */
    @Test
    void shouldBeginAnewAfterAFinalBlock() throws Exception {
        try (ScriptedServer server = sending(
                frame(TEXT, bytes(0xf3, 0x48, 0xcd, 0xc9, 0xc9, 0x07, 0x00)), frame(TEXT, HELLO), frame(TEXT, HELLO))) {
            Recorder recorder = connect(server);
            for (int i = 0; i < 3; i++) {
                assertThat(recorder.awaitMessage().asText()).isEqualTo("Hello");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0xA1, 0xD1, 0xF2})
    void shouldRefuseTheOtherReservedBits(int first) throws Exception {
        shouldFail(Kind.PROTOCOL_ERROR, 1002, "RSV2 and RSV3", frame(first, HELLO));
    }

    @Test
    void shouldRefuseRsv1WhereItHasNoMeaning() throws Exception {
        shouldFail(Kind.PROTOCOL_ERROR, 1002, "RSV1", frame(0xC9, bytes()));
        shouldFail(Kind.PROTOCOL_ERROR, 1002, "RSV1", frame(0x41, HELLO), frame(0xC0, HELLO));
    }

    @Test
    void shouldRefuseWhatIsNotDeflateDataOrNotUtf8() throws Exception {
        shouldFail(Kind.PROTOCOL_ERROR, 1007, "DEFLATE", frame(TEXT, bytes(0xff, 0xff, 0xff)));
        shouldFail(Kind.PROTOCOL_ERROR, 1007, "UTF-8", frame(TEXT, deflated(bytes(0xc3, 0x28))));
    }

    @Test
    void shouldEndABombAtTheMaximumLength() throws Exception {
        byte[] bomb = deflated(new byte[64 << 20]);
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.writeBytes(bytes(0xC2, 126, bomb.length >> 8, bomb.length & 0xff));
        // Longer than 65,535 bytes: with a long header.
        if (bomb.length > 0xffff) {
            frame.reset();
            frame.writeBytes(bytes(0xC2, 127, 0, 0, 0, 0, 0, bomb.length >> 16, bomb.length >> 8 & 0xff, bomb.length));
        }
        frame.writeBytes(bomb);
        shouldFail(Kind.CLIENT_LIMIT, 1009, "when it is inflated", frame.toByteArray());
    }

    private static byte[] deflated(byte[] message) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        deflater.setInput(message);
        byte[] out = new byte[1 << 20];
        int length = deflater.deflate(out, 0, out.length, Deflater.SYNC_FLUSH);
        deflater.end();
        return Arrays.copyOf(out, length - 4);
    }
}
