package wse.dialect;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.msgpack.core.MessageBufferPacker;
import org.msgpack.core.MessagePack;
import wse.dialect.ClientMessages.Kind;

class ClientMessagesTest {

    private static final int MOST_INFLATED = 2000;

    private final ClientMessages messages = new ClientMessages(MOST_INFLATED);

    @AfterEach
    void close() {
        messages.close();
    }

    private Kind text(String text) {
        byte[] bytes = ("##" + text + "##").getBytes(UTF_8);
        return messages.text(bytes, 2, bytes.length - 4);
    }

    private Kind binary(byte[] payload, boolean msgpack) {
        byte[] bytes = new byte[payload.length + 4];
        System.arraycopy(payload, 0, bytes, 2, payload.length);
        return messages.binary(bytes, 2, payload.length, msgpack);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"t":"ping","p":{"timestamp":123}}                   | 123
            WSE{"t":"ping","p":{"timestamp":123}}                | 123
            S{"t":"ping","p":{"timestamp":123}}                  | 123
            U{"t":"ping","p":{"timestamp":123}}                  | 123
            { "p" : { "timestamp" : 7 } , "t" : "ping" }         | 7
            {"t":"ping","p":{"a":{"timestamp":1},"timestamp":2}} | 2
            {"t":"ping","p":{"timestamp":-5}}                    | -5
            {"t":"ping","p":{"timestamp":9223372036854775807}}   | 9223372036854775807
            {"t":"ping","p":{"timestamp":18446744073709551615}}  | 0
            {"t":"ping","p":{"timestamp":1.5}}                   | 0
            {"t":"ping","p":{"timestamp":"5"}}                   | 0
            {"t":"ping","p":{"client_timestamp":5}}              | 0
            {"t":"ping","p":[1]}                                 | 0
            {"t":"ping"}                                         | 0
            {"t":"x","t":"ping","p":{"timestamp":1}}             | 1
            {"t":"ping","p":{"timestamp":123}} \t                | 123
            """)
    void shouldFindAPingsTimestamp(String text, long timestamp) {
        assertThat(text(text)).isEqualTo(Kind.PING);
        assertThat(messages.timestamp()).isEqualTo(timestamp);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"t\":\"trade_update\",\"p\":{\"symbol\":\"ES\",\"tags\":[\"a\",{\"b\":null}]}}",
                "{\"type\":\"ping\"}",
                "{\"t\":1}",
                "{\"t\":\"pong\"}",
                "{\"x\":{\"t\":\"ping\"}}"
            })
    void shouldReadMessagesThatNeedNoAnswer(String text) {
        assertThat(text(text)).isEqualTo(Kind.OTHER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "W",
                "S",
                "WSE",
                "x",
                "[]",
                " {}",
                "{",
                "{\"t\":",
                "{\"t\":\"ping\"",
                "{\"t\":\"ping\"}x",
                "{}{}",
                "{\"t\":\"ping\",}",
                "{'t':1}",
                "XX{}"
            })
    void shouldNoticeMalformedText(String text) {
        assertThat(text(text)).isEqualTo(Kind.MALFORMED);
    }

    @Test
    void shouldFindTheProtocolOfAHello() {
        assertThat(text("{\"t\":\"client_hello\",\"p\":{\"client_version\":\"x\",\"protocol_version\":7}}"))
                .isEqualTo(Kind.HELLO);
        assertThat(messages.protocolVersion()).isEqualTo(7);
        assertThat(text("{\"t\":\"client_hello\"}")).isEqualTo(Kind.HELLO);
        assertThat(messages.protocolVersion()).isEqualTo(1);
    }

    @Test
    void shouldNotReadUtf16() {
        byte[] ping = "{\"t\":\"ping\"}".getBytes(UTF_16LE);
        assertThat(messages.text(ping, 0, ping.length)).isEqualTo(Kind.MALFORMED);
    }

    @Test
    void shouldInflate() throws IOException {
        assertThat(binary(zlib("{\"t\":\"ping\"}".getBytes(UTF_8)), false)).isEqualTo(Kind.OTHER);
        assertThat(binary(zlib("no JSON".getBytes(UTF_8)), false)).isEqualTo(Kind.MALFORMED);
        assertThat(binary(zlib("{\"a\":\"\u00c0\u0080\"}".getBytes(ISO_8859_1)), false))
                .isEqualTo(Kind.MALFORMED);
        assertThat(binary(zlib("{\"a\":\"\u00ed\u00a0\u0080\"}".getBytes(ISO_8859_1)), false))
                .isEqualTo(Kind.MALFORMED);
        assertThat(binary("C:not zlib".getBytes(UTF_8), false)).isEqualTo(Kind.MALFORMED);
        assertThat(binary("C:".getBytes(UTF_8), false)).isEqualTo(Kind.MALFORMED);
    }

    @Test
    void shouldNoticeATruncatedOrLengthenedStream() throws IOException {
        byte[] whole = zlib("{\"a\":\"hello\"}".getBytes(UTF_8));
        for (int length = 2; length < whole.length; length++) {
            assertThat(binary(Arrays.copyOf(whole, length), false))
                    .as("%d", length)
                    .isEqualTo(Kind.MALFORMED);
        }
        assertThat(binary(Arrays.copyOf(whole, whole.length + 1), false)).isEqualTo(Kind.MALFORMED);
        assertThat(binary(whole, false)).isEqualTo(Kind.OTHER);
    }

    @Test
    void shouldInflateUpToTheLimitAndNoFurther() throws IOException {
        assertThat(binary(zlib(json(MOST_INFLATED)), false)).isEqualTo(Kind.OTHER);
        assertThat(binary(zlib(json(MOST_INFLATED + 1)), false)).isEqualTo(Kind.MALFORMED);
        assertThat(binary(zlib(json(50_000_000)), false)).isEqualTo(Kind.MALFORMED);
    }

    private static byte[] json(int length) {
        return ("{\"a\":\"" + "x".repeat(length - 8) + "\"}").getBytes(UTF_8);
    }

    private static byte[] zlib(byte[] plain) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes("C:".getBytes(UTF_8));
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(out, new Deflater(9))) {
            deflater.write(plain);
        }
        return out.toByteArray();
    }

    @Test
    void shouldDecodeMessagePackWithPrefixOnAnyConnection() throws IOException {
        byte[] whole = concat("M:".getBytes(UTF_8), packed());
        assertThat(binary(whole, false)).isEqualTo(Kind.OTHER);
        assertThat(binary(whole, true)).isEqualTo(Kind.OTHER);
        for (int length = 2; length < whole.length; length++) {
            assertThat(binary(Arrays.copyOf(whole, length), false))
                    .as("%d", length)
                    .isEqualTo(Kind.MALFORMED);
        }
        assertThat(binary(Arrays.copyOf(whole, whole.length + 1), false)).isEqualTo(Kind.MALFORMED);
        assertThat(binary(new byte[] {'M', ':', (byte) 0xc1}, false)).isEqualTo(Kind.MALFORMED);
    }

    @Test
    void shouldDecodeMessagePackWithoutPrefixIfRequested() throws IOException {
        assertThat(binary(packed(), true)).isEqualTo(Kind.OTHER);
        assertThat(binary(new byte[] {(byte) 0xc1}, true)).isEqualTo(Kind.MALFORMED);
        assertThat(binary(new byte[] {(byte) 0xc1}, false)).isEqualTo(Kind.OTHER);
        assertThat(binary(new byte[0], true)).isEqualTo(Kind.MALFORMED);
        assertThat(binary(new byte[0], false)).isEqualTo(Kind.OTHER);
    }

    @Test
    void shouldDecodeMessagePackOfAnyDepth() {
        byte[] nested = new byte[100_003];
        Arrays.fill(nested, (byte) 0x91);
        nested[0] = 'M';
        nested[1] = ':';
        nested[nested.length - 1] = 1;
        assertThat(binary(nested, false)).isEqualTo(Kind.OTHER);
        assertThat(binary(Arrays.copyOf(nested, nested.length - 1), false)).isEqualTo(Kind.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dd7fffffff",
                "dd7fffffffdd7fffffff",
                "dd7fffffffdd7fffffff01",
                "df7fffffffdf7fffffff",
                "ddffffffff",
                "dfffffffff",
                "c6ffffffff",
                "db7fffffff"
            })
    void shouldNoticeClaimedLengthsWithoutData(String hex) {
        byte[] claim = HexFormat.of().parseHex(hex);
        assertThat(binary(concat("M:".getBytes(UTF_8), claim), false)).isEqualTo(Kind.MALFORMED);
    }

    @Test
    void shouldRefuseJsonThatIsNestedTooDeeply() {
        assertThat(text("{\"p\":".repeat(100_000) + "1" + "}".repeat(100_000))).isEqualTo(Kind.MALFORMED);
        assertThat(text("{\"p\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}"))
                .isEqualTo(Kind.MALFORMED);
    }

    @Test
    void shouldNotDecodeEncryptedMessagesWithoutAKey() {
        assertThat(binary("E:abc".getBytes(UTF_8), false)).isEqualTo(Kind.MALFORMED);
    }

    private static byte[] packed() throws IOException {
        MessageBufferPacker packer = MessagePack.newDefaultBufferPacker();
        packer.packMapHeader(2).packString("t").packString("ping");
        packer.packString("p").packArrayHeader(3).packDouble(5234.75).packNil().packLong(1L << 40);
        return packer.toByteArray();
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
