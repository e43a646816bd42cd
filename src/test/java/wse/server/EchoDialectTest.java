package wse.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import wse.config.ReadMode;

/** A server without a protocol: it needs no token, sends no greeting, and sends every message back. */
@ParameterizedClass
@EnumSource(ReadMode.class)
class EchoDialectTest {

    private final ReadMode mode;
    private final ReferenceServer server;
    private final RawClient client;

    EchoDialectTest(ReadMode mode) throws IOException {
        this.mode = mode;
        this.server = ReferenceServer.start(options(Duration.ofMinutes(1)));
        this.client = new RawClient(server.port()).send(RawClient.request("/any/path?duty=none"));
        assertThat(client.head()).startsWith("HTTP/1.1 101 ");
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        server.close();
    }

    private ServerOptions options(Duration pingInterval) {
        ServerOptions options = ServerOptions.defaults();
        return options.withSpeech(
                        options.speech().withDialect(ServerDialect.ECHO).withRead(mode))
                .withLimits(options.limits().withPingInterval(pingInterval));
    }

    private void shouldComeBack(int first, byte[] payload) throws IOException {
        RawClient.Frame echo = client.frame();
        assertThat(echo.first()).isEqualTo(first);
        assertThat(echo.payload()).isEqualTo(payload);
    }

    private void shouldClose(int code) throws IOException {
        RawClient.Frame close = client.frame();
        assertThat(close.first()).isEqualTo(RawClient.CLOSE);
        assertThat(close.closeCode()).isEqualTo(code);
        assertThat(client.ended()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125, 126, 65_535, 65_536, 300_000})
    void shouldSendBackMessagesOfEveryLength(int length) throws IOException {
        byte[] payload = new byte[length];
        Arrays.fill(payload, (byte) 'x');
        client.send(RawClient.masked(RawClient.TEXT, payload)).send(RawClient.masked(RawClient.BINARY, payload));
        shouldComeBack(RawClient.TEXT, payload);
        shouldComeBack(RawClient.BINARY, payload);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"t\":\"ping\",\"p\":{\"timestamp\":1}}",
                "{\"t\":\"client_hello\",\"p\":{}}",
                "{\"t\":\"c",
                "C:not zlib",
                "h\u00e9\u20ac"
            })
    void shouldNotInterpretMessages(String text) throws IOException {
        client.text(text).send(RawClient.masked(RawClient.BINARY, text.getBytes(UTF_8)));
        shouldComeBack(RawClient.TEXT, text.getBytes(UTF_8));
        shouldComeBack(RawClient.BINARY, text.getBytes(UTF_8));
    }

    @Test
    void shouldSendBackFragmentsAsOneMessage() throws IOException {
        byte[] euro = "\u20ac".getBytes(UTF_8);
        client.send(RawClient.masked(0x01, Arrays.copyOf(euro, 1)))
                .send(RawClient.masked(RawClient.PING, new byte[] {7}))
                .send(RawClient.masked(0x00, new byte[0]))
                .send(RawClient.masked(0x80, Arrays.copyOfRange(euro, 1, 3)));
        shouldComeBack(RawClient.PONG, new byte[] {7});
        shouldComeBack(RawClient.TEXT, euro);
    }

    @Test
    void shouldRefuseTextThatIsNotUtf8UnlessItOnlyCounts() throws IOException {
        byte[] bad = {'a', (byte) 0xC0};
        client.send(RawClient.masked(RawClient.TEXT, bad));
        if (mode == ReadMode.PARSE) {
            shouldClose(1007);
        } else {
            shouldComeBack(RawClient.TEXT, bad);
        }
    }

    @Test
    void shouldRefuseABadFragmentBeforeTheMessageIsCompleteUnlessItOnlyCounts() throws IOException {
        byte[] bad = {'a', (byte) 0xF4, (byte) 0x90};
        client.send(RawClient.masked(0x01, Arrays.copyOf(bad, 2))).send(RawClient.masked(0x00, new byte[] {bad[2]}));
        if (mode == ReadMode.PARSE) {
            shouldClose(1007);
        } else {
            client.send(RawClient.masked(0x80, new byte[0]));
            shouldComeBack(RawClient.TEXT, bad);
        }
    }

    @Test
    void shouldKeepConnectionsAliveWithPingFrames() throws IOException {
        try (ReferenceServer pinging = ReferenceServer.start(options(Duration.ofMillis(20)));
                RawClient quiet = new RawClient(pinging.port()).send(RawClient.request("/"))) {
            quiet.head();
            assertThat(quiet.frame().first()).isEqualTo(RawClient.PING);
            assertThat(quiet.frame().first()).isEqualTo(RawClient.PING);
        }
    }

    @Test
    void shouldCountWhatItReceivesAndSends() throws Exception {
        client.text("one").text("two");
        client.frame();
        client.frame();
        assertThat(RawClient.counters(server.metricsUri()))
                .containsEntry("wse_connections", 1L)
                .containsEntry("wse_messages_received_total", 2L)
                .containsEntry("wse_flood_messages_sent_total", 2L);
    }
}
