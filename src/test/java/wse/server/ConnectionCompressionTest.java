package wse.server;

import static org.assertj.core.api.Assertions.assertThat;
import static wse.server.RawClient.masked;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import wse.config.ReadMode;

class ConnectionCompressionTest {

    private static final int TEXT = 0xC1;
    private static final byte[] HELLO = {(byte) 0xf2, 0x48, (byte) 0xcd, (byte) 0xc9, (byte) 0xc9, 0x07, 0x00};

    private final ServerOptions defaults = ServerOptions.defaults();
    private ReferenceServer server = ReferenceServer.start(defaults.withSpeech(
            defaults.speech().withDialect(ServerDialect.ECHO).withCompression(true)));

    @AfterEach
    void close() {
        server.close();
    }

    private RawClient connect(String offer) throws Exception {
        RawClient client = new RawClient(server.port());
        client.send(RawClient.request("/", "Sec-WebSocket-Extensions: " + offer));
        assertThat(client.head()).contains("sec-websocket-extensions: permessage-deflate");
        return client;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "permessage-deflate | permessage-deflate",
                "permessage-deflate; client_max_window_bits | permessage-deflate",
                "permessage-deflate; client_max_window_bits=10 | permessage-deflate; client_max_window_bits=10",
                "permessage-deflate; server_max_window_bits=\"9\" | permessage-deflate; server_max_window_bits=9",
                "permessage-deflate;server_no_context_takeover ; client_no_context_takeover"
                        + " | permessage-deflate; server_no_context_takeover; client_no_context_takeover",
                "x-webkit-deflate-frame, permessage-deflate; foo, permessage-deflate | permessage-deflate"
            })
    void shouldAcceptTheFirstOfferThatItUnderstands(String offer, String answer) throws Exception {
        try (RawClient client = new RawClient(server.port())) {
            client.send(RawClient.request("/", "Sec-WebSocket-Extensions: " + offer));
            assertThat(client.head()).contains("sec-websocket-extensions: " + answer + "\r\n");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "foo",
        "permessage-deflate; foo",
        "permessage-deflate; server_max_window_bits",
        "permessage-deflate; server_max_window_bits=16",
        "permessage-deflate; client_max_window_bits=7",
        "permessage-deflate; client_no_context_takeover=1",
        "permessage-deflate; client_no_context_takeover; client_no_context_takeover"
    })
    void shouldDeclineOtherOffers(String offer) throws Exception {
        try (RawClient client = new RawClient(server.port())) {
            client.send(RawClient.request("/", "Sec-WebSocket-Extensions: " + offer));
            assertThat(client.head()).startsWith("HTTP/1.1 101").doesNotContain("extensions");
        }
    }

    @Test
    void shouldDeclineEveryOfferIfCompressionIsOff() throws Exception {
        server.close();
        server = ReferenceServer.start(defaults.withSpeech(defaults.speech().withDialect(ServerDialect.ECHO)));
        try (RawClient client = new RawClient(server.port())) {
            client.send(RawClient.request("/", "Sec-WebSocket-Extensions: permessage-deflate"));
            assertThat(client.head()).doesNotContain("extensions");
            client.send(masked(TEXT, HELLO));
            assertThat(client.frame().closeCode()).isEqualTo(1002);
        }
    }

    @Test
    void shouldEchoCompressedMessages() throws Exception {
        try (RawClient client = connect("permessage-deflate")) {
            client.send(masked(TEXT, HELLO));
            RawClient.Frame echo = client.frame();
            assertThat(echo.first()).isEqualTo(TEXT);
            assertThat(inflated(new Inflater(true), echo.payload())).isEqualTo("Hello");
        }
    }

    @Test
    void shouldReadFragmentsWithControlFramesBetweenThem() throws Exception {
        try (RawClient client = connect("permessage-deflate")) {
            client.send(masked(0x41, Arrays.copyOf(HELLO, 3)))
                    .send(masked(RawClient.PING, new byte[] {7}))
                    .send(masked(0x00, Arrays.copyOfRange(HELLO, 3, 4)))
                    .send(masked(0x80, Arrays.copyOfRange(HELLO, 4, 7)));
            assertThat(client.frame().first()).isEqualTo(RawClient.PONG);
            assertThat(inflated(new Inflater(true), client.frame().payload())).isEqualTo("Hello");
        }
    }

    /** With one final block, with a final block and another one, without compression, and empty. */
    @Test
    void shouldReadWhatZlibNeverSends() throws Exception {
        try (RawClient client = connect("permessage-deflate; server_no_context_takeover")) {
            client.send(masked(TEXT, hex("f348cdc9c90700")))
                    .send(masked(TEXT, hex("f348cdc9c9070000")))
                    .send(masked(TEXT, hex("000500faff48656c6c6f00")))
                    .send(masked(TEXT, hex("00")))
                    .send(masked(RawClient.TEXT, "plain".getBytes(StandardCharsets.US_ASCII)));
            for (String text : new String[] {"Hello", "Hello", "Hello", "", "plain"}) {
                assertThat(inflated(new Inflater(true), client.frame().payload()))
                        .isEqualTo(text);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"C9, 1002", "C0, 1002", "A1, 1002", "D1, 1002"})
    void shouldRefuseReservedBitsThatMeanNothing(String first, int code) throws Exception {
        try (RawClient client = connect("permessage-deflate")) {
            client.send(masked(Integer.parseInt(first, 16), HELLO));
            assertThat(client.frame().closeCode()).isEqualTo(code);
        }
    }

    @ParameterizedTest
    @EnumSource(ReadMode.class)
    void shouldEndBombsAtTheMaximumLength(ReadMode mode) throws Exception {
        server.close();
        server = ReferenceServer.start(
                defaults.withSpeech(defaults.speech().withRead(mode).withCompression(true)));
        try (RawClient client = new RawClient(server.port())) {
            client.send(RawClient.request(
                    "/wse",
                    "Cookie: access_token=" + RawClient.token(),
                    "Sec-WebSocket-Extensions: permessage-deflate"));
            client.head();
            client.frame();
            client.send(masked(0xC2, deflated(new byte[64 << 20])));
            assertThat(client.frame().closeCode()).isEqualTo(1009);
        }
    }

    @Test
    void shouldRefuseWhatIsNotDeflateDataOrNotUtf8() throws Exception {
        try (RawClient client = connect("permessage-deflate")) {
            client.send(masked(TEXT, hex("ffffff")));
            assertThat(client.frame().closeCode()).isEqualTo(1007);
        }
        try (RawClient client = connect("permessage-deflate")) {
            client.send(masked(TEXT, deflated(new byte[] {(byte) 0xc3, 0x28})));
            assertThat(client.frame().closeCode()).isEqualTo(1007);
        }
    }

    private static byte[] hex(String digits) {
        return java.util.HexFormat.of().parseHex(digits);
    }

    private static byte[] deflated(byte[] message) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        deflater.setInput(message);
        byte[] out = new byte[1 << 20];
        int length = deflater.deflate(out, 0, out.length, Deflater.SYNC_FLUSH);
        deflater.end();
        return Arrays.copyOf(out, length - 4);
    }

    private static String inflated(Inflater inflater, byte[] payload) throws DataFormatException {
        ByteArrayOutputStream input = new ByteArrayOutputStream();
        input.writeBytes(payload);
        input.writeBytes(new byte[] {0, 0, -1, -1});
        inflater.setInput(input.toByteArray());
        byte[] out = new byte[1000];
        int length = inflater.inflate(out);
        inflater.end();
        return new String(out, 0, length, StandardCharsets.UTF_8);
    }
}
