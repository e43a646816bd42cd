package wse.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessageUnpacker;
import wse.config.Format;

class TradeUpdateTest {

    /** The message as wse-bench sends it. */
    private static final String PUBLISHED =
            "{\"p\":{\"account\":\"acc_01HQ3\",\"price\":5234.75,\"qty\":2,\"score\":0.87,\"side\":\"buy\","
                    + "\"symbol\":\"ES\",\"tags\":[\"momentum\",\"breakout\"],\"ts\":\"2026-02-23T14:30:00.123Z\"},"
                    + "\"t\":\"trade_update\"}";

    private static final JsonMapper JSON = new JsonMapper();
    private static final long[] NUMBERS = {0, 809_900, 5_000_000_000L, Long.MAX_VALUE / 2, Long.MIN_VALUE};

    private static String text(Payload payload) {
        return new String(payload.bytes(), StandardCharsets.UTF_8);
    }

    private static String prefix(Payload payload) {
        return text(payload).substring(0, 2);
    }

    private static JsonNode unpacked(Payload payload) throws IOException {
        try (MessageUnpacker in = MessagePack.newDefaultUnpacker(payload.bytes(), 2, payload.bytes().length - 2)) {
            JsonNode node = JSON.readTree(in.unpackValue().toJson());
            assertThat(in.hasNext()).isFalse();
            return node;
        }
    }

    private static String inflated(Payload payload) throws IOException {
        try (InflaterInputStream in =
                new InflaterInputStream(new ByteArrayInputStream(payload.bytes(), 2, payload.bytes().length - 2))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void shouldBeThePublishedMessageAtItsSize() {
        Payload json = TradeUpdate.json(175);

        assertThat(json.text()).isTrue();
        assertThat(text(json)).isEqualTo(PUBLISHED);
    }

    @Test
    void shouldHaveThePublishedSizes() {
        assertThat(TradeUpdate.msgpack(175).bytes()).hasSize(145);
        // The length differs by a byte between zlib versions; the classic one produces exactly the published 152.
        assertThat(TradeUpdate.zlib(175).bytes().length).isCloseTo(152, within(3));
    }

    @Test
    void shouldBeTheShortPublishedMessageAtItsSize() {
        assertThat(text(TradeUpdate.json(54)))
                .isEqualTo("{\"p\":{\"px\":5234.75,\"q\":2,\"s\":\"ES\"},\"t\":\"trade_update\"}");
    }

    @ParameterizedTest
    @ValueSource(
            ints = {54, 64, 65, 125, 126, 127, 174, 175, 176, 184, 185, 186, 256, 65_535, 65_536, 65_537, 16 << 20})
    void shouldBeTheSameMessageInEveryFormatWithExactlyTheRequestedLength(int bytes) throws IOException {
        Payload json = TradeUpdate.json(bytes);
        Payload msgpack = TradeUpdate.msgpack(bytes);
        Payload zlib = TradeUpdate.zlib(bytes);

        assertThat(json.bytes()).hasSize(bytes);
        assertThat(JSON.readTree(json.bytes()).get("t").textValue()).isEqualTo("trade_update");
        assertThat(prefix(msgpack)).isEqualTo("M:");
        assertThat(unpacked(msgpack)).isEqualTo(JSON.readTree(json.bytes()));
        assertThat(prefix(zlib)).isEqualTo("C:");
        assertThat(inflated(zlib)).isEqualTo(text(json));
        assertThat(msgpack.text()).isFalse();
        assertThat(zlib.text()).isFalse();
    }

    static Stream<Arguments> formatsAndSizes() {
        return Stream.of(Format.values())
                .flatMap(format -> Stream.of(54, 64, 175, 300, 5_000).map(bytes -> Arguments.of(format, bytes)));
    }

    @ParameterizedTest
    @MethodSource("formatsAndSizes")
    void shouldCarryANumberWithoutChangingItsLength(Format format, int bytes) {
        Payload plain = TradeUpdate.of(format, bytes);
        Set<String> different = new HashSet<>();
        try (PayloadDecoder decoder = new TradeUpdateDecoder()) {
            for (long number : NUMBERS) {
                for (int i = 0; i < 200; i++) {
                    Payload numbered = TradeUpdate.renumbered(plain, format, bytes, number + i);
                    assertThat(numbered.length()).isEqualTo(plain.length());
                    assertThat(numbered.text()).isEqualTo(plain.text());
                    assertThat(decoder.decode(Unpooled.wrappedBuffer(numbered.bytes()), numbered.text()))
                            .isTrue();
                    different.add(Arrays.toString(numbered.bytes()));
                }
            }
        }
        // Only some numbers fit into a zlib message of the same length; the others leave the message as it is.
        assertThat(different).hasSizeBetween(format == Format.ZLIB ? 100 : NUMBERS.length * 200, NUMBERS.length * 200);
    }

    @Test
    void shouldCarryANumberInsideAMessageOfAnotherProtocol() {
        byte[] inner = TradeUpdate.json(175).bytes();
        byte[] outer = new byte[inner.length + 5];
        System.arraycopy(inner, 0, outer, 3, inner.length);

        byte[] numbered = TradeUpdate.renumbered(new Payload(false, outer), Format.JSON, 175, 42)
                .bytes();

        assertThat(Arrays.copyOfRange(numbered, 3, 178))
                .isEqualTo(TradeUpdate.renumbered(TradeUpdate.json(175), Format.JSON, 175, 42)
                        .bytes())
                .isNotEqualTo(inner);
        assertThat(numbered).startsWith(0, 0, 0).endsWith(0, 0).hasSize(outer.length);
    }

    @Test
    void shouldLeaveAMessageWithoutATradeUpdateAsItIs() {
        Payload message = Payload.text("x".repeat(175));

        assertThat(TradeUpdate.renumbered(message, Format.JSON, 175, 42)).isSameAs(message);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 53, 55, 63})
    void shouldRefuseALengthThatNoMessageHas(int bytes) {
        assertThatThrownBy(() -> TradeUpdate.json(bytes))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a trade update must be 54 bytes of JSON, or at least 64: jsonBytes=" + bytes);
    }
}
