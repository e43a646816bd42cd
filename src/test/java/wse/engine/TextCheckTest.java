package wse.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static wse.engine.ScriptedServer.afterUpgrade;
import static wse.engine.ScriptedServer.bytes;
import static wse.engine.ScriptedServer.frame;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import wse.engine.Disconnect.Kind;

/** Text that is not UTF-8 fails the connection with 1007, as soon as its first bad byte has arrived. */
class TextCheckTest {

    /** Nothing may follow F4 90: U+110000 is not a character. */
    private static final byte[] BAD = bytes('h', 'i', 0xF4, 0x90);

    private static final byte[] CUT_OFF = bytes('h', 'i', 0xF4, 0x8F);

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Arrays.stream(parts).forEach(out::writeBytes);
        return out.toByteArray();
    }

    /** The bytes that a server sends before it waits for our close frame. */
    static Stream<Arguments> badTexts() {
        byte[] bigHeader = bytes(0x81, 127, 0, 0, 0, 0, 0, 3, 0, 0);
        byte[] ascii = new byte[100_000];
        Arrays.fill(ascii, (byte) 'x');
        return Stream.of(
                Arguments.of("a whole message", frame(0x81, BAD)),
                Arguments.of("a message that ends inside a character", frame(0x81, CUT_OFF)),
                Arguments.of("an incomplete first fragment", bytes(0x01, 100, 'h', 0xC0)),
                Arguments.of("an incomplete frame", bytes(0x81, 100, 'h', 'i', 0xF4, 0x90)),
                Arguments.of("an incomplete frame of medium length", bytes(0x81, 126, 1, 0, 0xFF)),
                Arguments.of("an incomplete long frame", joined(bigHeader, ascii, bytes(0xE0, 0x80))),
                Arguments.of("a first fragment", frame(0x01, BAD)),
                Arguments.of("a later fragment", joined(frame(0x01, bytes('a')), frame(0x00, BAD))),
                Arguments.of(
                        "a character over two fragments",
                        joined(frame(0x01, bytes(0xF4)), frame(0x89, bytes(0xF4)), frame(0x00, bytes(0x90)))),
                Arguments.of(
                        "an incomplete later fragment", joined(frame(0x01, bytes(0xE2, 0x82)), bytes(0x80, 9, 'x'))),
                Arguments.of(
                        "fragments that end inside a character",
                        joined(frame(0x01, bytes('a')), frame(0x80, bytes(0xC3)))));
    }

    static Stream<Arguments> badTextsOnEveryTransport() {
        return badTexts()
                .flatMap(text -> Transports.all()
                        .map(transport -> Arguments.of(transport.get()[0], text.get()[0], text.get()[1])));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("badTextsOnEveryTransport")
    void shouldFailTheConnectionAtOnce(Transport transport, String what, byte[] bad) throws Exception {
        try (WebSocketClient client = Transports.client(transport);
                ScriptedServer server = afterUpgrade(peer -> {
                    peer.write(bad);
                    byte[] answer = peer.readFrame();
                    if (answer[0] == (byte) 0x8A) {
                        answer = peer.readFrame();
                    }
                    assertThat(answer).as(what).isEqualTo(bytes(0x88, 1007 >> 8, 1007 & 0xff));
                    assertThat(peer.read()).isEqualTo(-1);
                })) {
            Recorder recorder = Recorder.connect(client, server.endpoint());
            Disconnect why = recorder.awaitClosed();
            assertThat(why)
                    .isEqualTo(new Disconnect(
                            Kind.PROTOCOL_ERROR, 1007, "the server's text messages must be valid UTF-8"));
            server.done.get(Recorder.TIMEOUT_SECONDS, TimeUnit.SECONDS);
            assertThat(recorder.messages).isEmpty();
        }
    }

    @Test
    void shouldFailAConnectionWhoseCloseReasonIsNotUtf8() throws Exception {
        try (WebSocketClient client = new WebSocketClient(EngineOptions.of(1));
                ScriptedServer server = afterUpgrade(peer -> {
                    peer.write(frame(0x88, bytes(1000 >> 8, 1000 & 0xff, 0xCE, 0xBA, 0xED, 0xA0, 0x80)));
                    assertThat(peer.readFrame()).isEqualTo(bytes(0x88, 1007 >> 8, 1007 & 0xff));
                })) {
            Disconnect why = Recorder.connect(client, server.endpoint()).awaitClosed();
            assertThat(why)
                    .isEqualTo(new Disconnect(
                            Kind.PROTOCOL_ERROR, 1007, "the reason in a close frame must be valid UTF-8"));
            server.done.get(Recorder.TIMEOUT_SECONDS, TimeUnit.SECONDS);
        }
    }

    @Test
    void shouldPassOnBinaryMessagesAndUncheckedTextAsTheyAre() throws Exception {
        byte[] closed = frame(0x88, bytes(1000 >> 8, 1000 & 0xff));
        try (WebSocketClient client = new WebSocketClient(EngineOptions.of(1));
                ScriptedServer server = afterUpgrade(peer -> {
                    peer.write(joined(frame(0x82, BAD), frame(0x02, BAD), frame(0x80, BAD)));
                    peer.write(joined(frame(0x81, BAD), frame(0x01, BAD), frame(0x80, BAD), closed));
                    peer.readFrame();
                })) {
            Recorder recorder = Recorder.connect(client, server.endpoint().withTextCheck(false));
            assertThat(recorder.awaitClosed()).isEqualTo(new Disconnect(Kind.CLOSED_BY_PEER, 1000, ""));
            assertThat(recorder.messages).extracting(Recorder.Message::text).containsExactly(false, false, true, true);
        }
    }

    @Test
    void shouldCheckEachMessageByItself() throws Exception {
        byte[] euro = "\u20ac".getBytes(UTF_8);
        try (WebSocketClient client = new WebSocketClient(EngineOptions.of(1));
                ScriptedServer server = afterUpgrade(peer -> {
                    peer.write(joined(frame(0x01, bytes('a', euro[0])), frame(0x80, bytes(euro[1], euro[2]))));
                    peer.write(joined(frame(0x02, BAD), frame(0x00, BAD), frame(0x80, BAD)));
                    peer.write(joined(frame(0x81, euro), frame(0x88, bytes(1000 >> 8, 1000 & 0xff))));
                    peer.readFrame();
                })) {
            Recorder recorder = Recorder.connect(client, server.endpoint());
            assertThat(recorder.awaitClosed()).isEqualTo(new Disconnect(Kind.CLOSED_BY_PEER, 1000, ""));
            assertThat(recorder.awaitMessage().asText()).isEqualTo("a\u20ac");
            assertThat(recorder.awaitMessage().text()).isFalse();
            assertThat(recorder.awaitMessage().asText()).isEqualTo("\u20ac");
        }
    }
}
