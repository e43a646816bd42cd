package wse.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import wse.config.ReadMode;

/** The server's conformance to RFC 6455, in both read modes. */
@ParameterizedClass
@EnumSource(ReadMode.class)
class ProtocolTest {

    private static final int MOST_BYTES = 200_000;

    private final ReferenceServer server;
    private final RawClient client;

    ProtocolTest(ReadMode mode) throws IOException {
        ServerOptions options = ServerOptions.defaults();
        options = options.withSpeech(options.speech().withRead(mode))
                .withLimits(options.limits().withMaxMessageBytes(MOST_BYTES));
        server = ReferenceServer.start(options);
        client = RawClient.ready(server.port());
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        server.close();
    }

    private Map<String, Long> counters() throws IOException, InterruptedException {
        return RawClient.counters(server.metricsUri());
    }

    private void shouldClose(int code) throws Exception {
        RawClient.Frame close = client.frame();
        assertThat(close.first()).isEqualTo(RawClient.CLOSE);
        assertThat(close.closeCode()).isEqualTo(code);
        assertThat(client.ended()).isTrue();
        assertThat(counters()).containsEntry("wse_connections", 0L);
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) 'x');
        return bytes;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 7, 8, 9, 125, 126, 127, 65_535, 65_536, 65_537, MOST_BYTES})
    void shouldCountMessagesOfEveryLength(int length) throws Exception {
        client.send(RawClient.masked(RawClient.BINARY, bytes(length))).barrier();
        assertThat(counters())
                .containsEntry("wse_messages_received_total", 2L)
                .containsEntry(
                        "wse_bytes_received_total",
                        length + (long) RawClient.ping(4711).length())
                .containsEntry("wse_protocol_errors_total", 0L);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5, 125, 126, 127, 65_535, 65_536, 65_537})
    void shouldAssembleFragmentsOfEveryLength(int length) throws Exception {
        byte[] ping = RawClient.ping(99).getBytes(UTF_8);
        byte[] white = new byte[length];
        Arrays.fill(white, (byte) ' ');
        client.send(RawClient.masked(0x01, Arrays.copyOf(ping, 9)))
                .send(RawClient.masked(RawClient.PING, "between".getBytes(UTF_8)))
                .send(RawClient.masked(0x00, Arrays.copyOfRange(ping, 9, ping.length)))
                .send(RawClient.masked(0x80, white));
        assertThat(client.frame().payload()).isEqualTo("between".getBytes(UTF_8));
        assertThat(client.frame().text()).contains("\"client_timestamp\":99,");
        assertThat(counters())
                .containsEntry("wse_messages_received_total", 1L)
                .containsEntry("wse_bytes_received_total", (long) ping.length + length);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 124, 125})
    void shouldAnswerAControlPingOnceWithItsPayload(int length) throws Exception {
        client.send(RawClient.masked(RawClient.PING, bytes(length)));
        RawClient.Frame pong = client.frame();
        assertThat(pong.first()).isEqualTo(RawClient.PONG);
        assertThat(pong.payload()).isEqualTo(bytes(length));
        client.barrier();
        assertThat(counters()).containsEntry("wse_messages_received_total", 1L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "WSE", "S", "U"})
    void shouldAnswerAnApplicationPingWithAndWithoutPrefix(String prefix) throws IOException {
        client.text(prefix + RawClient.ping(42));
        assertThat(client.frame().text()).contains("\"client_timestamp\":42,");
    }

    @ParameterizedTest
    @CsvSource({"0xC1", "0xA1", "0x91", "0x83", "0x87", "0x8B", "0x8F", "0x09", "0x08", "0x80", "0x00"})
    void shouldRefuseIllegalFirstBytes(String first) throws Exception {
        client.send(RawClient.masked(Integer.decode(first), bytes(2)));
        shouldClose(1002);
        assertThat(counters()).containsEntry("wse_protocol_errors_total", 1L);
    }

    @ParameterizedTest
    @ValueSource(ints = {RawClient.TEXT, RawClient.BINARY, 0x01, 0x02})
    void shouldRefuseANewMessageWithinFragments(int first) throws Exception {
        client.send(RawClient.masked(0x01, bytes(2))).send(RawClient.masked(first, bytes(2)));
        shouldClose(1002);
    }

    @ParameterizedTest
    @ValueSource(ints = {RawClient.TEXT, RawClient.BINARY, RawClient.PING, RawClient.CLOSE})
    void shouldRefuseUnmaskedFrames(int first) throws Exception {
        client.send(RawClient.bare(first, bytes(2)));
        shouldClose(1002);
    }

    @ParameterizedTest
    @ValueSource(ints = {RawClient.PING, RawClient.PONG, RawClient.CLOSE})
    void shouldRefuseLongControlFrames(int first) throws Exception {
        client.send(RawClient.masked(first, bytes(126)));
        shouldClose(1002);
    }

    @ParameterizedTest
    @ValueSource(strings = {"fe007d", "ff000000000000ffff", "ff8000000000000000"})
    void shouldRefuseLengthsNotInTheFewestBytes(String length) throws Exception {
        client.send(java.util.HexFormat.of().parseHex("82" + length + "00000000"));
        shouldClose(1002);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ff0000000000030d41", "ff0000010000000000"})
    void shouldRefuseAMessageTooBigByItsHeaderAlone(String length) throws Exception {
        client.send(java.util.HexFormat.of().parseHex("82" + length + "00000000"));
        shouldClose(1009);
    }

    @ParameterizedTest
    @ValueSource(ints = {MOST_BYTES - 9, MOST_BYTES})
    void shouldRefuseAMessageTooBigInFragments(int second) throws Exception {
        client.send(RawClient.masked(0x02, bytes(10))).send(RawClient.masked(0x80, bytes(second)));
        shouldClose(1009);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ff", "c080", "eda080", "f4908080", "e282", "2020202020202020c3"})
    void shouldRefuseTextThatIsNotUtf8(String hex) throws Exception {
        byte[] bad = java.util.HexFormat.of().parseHex(hex);
        // A server that only counts ignores payloads, unless a text begins like a ping.
        byte[] opening = "{\"t\":\"ping\",\"p\":\"".getBytes(UTF_8);
        byte[] text = Arrays.copyOf(opening, opening.length + bad.length);
        System.arraycopy(bad, 0, text, opening.length, bad.length);
        client.send(RawClient.masked(RawClient.TEXT, text));
        shouldClose(1007);
    }

    @ParameterizedTest
    @ValueSource(strings = {"é", "€", "𝄞", "abcdefgh€"})
    void shouldAcceptUtf8BeyondAscii(String text) throws IOException {
        client.text("{\"t\":\"ping\",\"x\":\"" + text + "\",\"p\":{\"timestamp\":7}}");
        assertThat(client.frame().text()).contains("\"client_timestamp\":7,");
    }

    @ParameterizedTest
    @CsvSource({"1000,bye", "1001,''", "1011,x", "3000,''", "4999,ü"})
    void shouldEchoACloseAndEndTheStream(int code, String reason) throws Exception {
        byte[] text = reason.getBytes(UTF_8);
        byte[] payload = ByteBuffer.allocate(2 + text.length)
                .putShort((short) code)
                .put(text)
                .array();
        client.send(RawClient.masked(RawClient.CLOSE, payload));
        RawClient.Frame close = client.frame();
        assertThat(close.first()).isEqualTo(RawClient.CLOSE);
        assertThat(close.payload()).isEqualTo(payload);
        assertThat(client.ended()).isTrue();
        assertThat(counters()).containsEntry("wse_protocol_errors_total", 0L).containsEntry("wse_connections", 0L);
    }

    @ParameterizedTest
    @CsvSource({"'',1005", "61,1002", "03ed,1002", "03ee,1002", "03e7,1002", "0400,1002", "1388,1002", "03e8ff,1007"})
    void shouldCheckClosePayloads(String hex, int code) throws Exception {
        client.send(RawClient.masked(RawClient.CLOSE, java.util.HexFormat.of().parseHex(hex)));
        shouldClose(code);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7, 64})
    void shouldReadFramesInPiecesOfAnySize(int piece) throws Exception {
        byte[] data = RawClient.masked(RawClient.BINARY, bytes(300));
        byte[] ping = RawClient.masked(RawClient.TEXT, RawClient.ping(5).getBytes(UTF_8));
        byte[] all = Arrays.copyOf(data, data.length + ping.length);
        System.arraycopy(ping, 0, all, data.length, ping.length);
        for (int at = 0; at < all.length; at += piece) {
            client.send(Arrays.copyOfRange(all, at, Math.min(all.length, at + piece)));
        }
        assertThat(client.frame().text()).contains("\"client_timestamp\":5,");
        assertThat(counters()).containsEntry("wse_messages_received_total", 2L);
    }
}
