package wse.dialect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import wse.dialect.Meaning.Kind;
import wse.fuzz.Property;
import wse.fuzz.ShortRun;

/**
 * Whatever message a server sends, the built-in dialects find a meaning, and nothing outside the message changes it. The meaning
 * of well-formed JSON is the one that follows from Jackson's parser.
 */
public class WseDialectFuzzTest {

    private static final int MUTATIONS = 30_000;

    private static final Dialect WSE = new WseDialect(WseDialect.DEFAULT_TARGET, "token");
    private static final Dialect ECHO = new EchoDialect(EchoDialect.DEFAULT_TARGET);
    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final byte[] AROUND =
            "{\"t\":\"PONG\",\"p\":{\"client_timestamp\":7,\"timestamp\":7}}".getBytes(StandardCharsets.US_ASCII);

    @Test
    void shouldUnderstandSeedsAndMutations() throws IOException {
        ShortRun.of(WseDialectFuzzTest.class, WseDialectFuzzTest::fuzzerTestOneInput, MUTATIONS);
    }

    public static void fuzzerTestOneInput(byte[] input) {
        ByteBuf alone = Unpooled.wrappedBuffer(input);
        ByteBuf between = between(input);
        for (Dialect dialect : new Dialect[] {WSE, ECHO}) {
            Meaning meaning = dialect.onMessage(alone, true);
            long id = dialect.pongId(alone);
            Property.holds(id >= Conversation.NONE, "an id is not negative");
            Property.same("the message alone decides about its meaning", meaning, dialect.onMessage(between, true));
            Property.same("the message alone decides about its id", id, dialect.pongId(between));
            Property.same(
                    "the message alone decides about the version",
                    dialect.serverVersion(alone, true),
                    dialect.serverVersion(between, true));
        }
        Property.same(
                "a WSE message means the same as text and as a binary message",
                WSE.onMessage(alone, true),
                WSE.onMessage(alone, false));
        Property.same(
                "a binary message is no answer to a ping of an echo server",
                Kind.OTHER,
                ECHO.onMessage(alone, false).kind());
        Property.holds(alone.readerIndex() == 0 && alone.writerIndex() == input.length, "the indices are not moved");
        String text = new String(input, StandardCharsets.UTF_8);
        if (isComparable(text)) {
            compareWithJackson(text, alone);
        }
    }

    /**
     * Whether the dialects and Jackson must agree: without escapes, which the dialects do not resolve; with valid characters of
     * one {@code char}; and without a negative zero, which is no id.
     */
    private static boolean isComparable(String text) {
        return text.indexOf('\\') < 0
                && text.indexOf('\ufffd') < 0
                && !text.contains("-0")
                && text.length() == text.codePointCount(0, text.length());
    }

    /** The same message in the middle of a buffer that contains others. */
    private static ByteBuf between(byte[] input) {
        return Unpooled.wrappedBuffer(AROUND, input, AROUND)
                .copy()
                .setIndex(AROUND.length, AROUND.length + input.length);
    }

    private static void compareWithJackson(String text, ByteBuf message) {
        int prefix = text.indexOf('{');
        if (prefix < 0 || prefix > 3) {
            Property.same(
                    "without an object there is no meaning",
                    Kind.OTHER,
                    WSE.onMessage(message, true).kind());
            return;
        }
        try {
            JsonNode json = STRICT.readTree(text.substring(prefix));
            Property.same(
                    "the meaning is that of the JSON",
                    kind(json),
                    WSE.onMessage(message, true).kind());
            Property.same("the id is that of the JSON", id(json, "client_timestamp"), WSE.pongId(message));
            if (prefix == 0) {
                boolean pong =
                        json.path("t").isTextual() && json.path("t").textValue().equals("ping");
                Property.same(
                        "an echo is a pong",
                        pong ? Kind.PONG : Kind.OTHER,
                        ECHO.onMessage(message, true).kind());
                Property.same("the id of an echo is that of the JSON", id(json, "timestamp"), ECHO.pongId(message));
            }
        } catch (JsonProcessingException malformed) {
            // Whatever the meaning is, it was found without an exception.
            Property.holds(malformed.getMessage() != null, "Jackson says why");
        }
    }

    private static Kind kind(JsonNode json) {
        String type = json.path("t").isTextual() ? json.get("t").textValue() : "";
        return switch (type) {
            case "PONG" -> Kind.PONG;
            case "server_ready" -> Kind.READY;
            case "ping", "PING" -> Kind.SERVER_PING;
            case "error" -> json.path("p").path("code").asText().startsWith("AUTH_") ? Kind.REFUSED : Kind.ERROR;
            default -> Kind.OTHER;
        };
    }

    /** Ids are at most 2^53 - 1; beyond that, any answer that is not a possible id will do. */
    private static long id(JsonNode json, String key) {
        JsonNode id = json.path("p").path(key);
        return id.isIntegralNumber() && id.canConvertToLong() && id.longValue() >= 0
                ? id.longValue()
                : Conversation.NONE;
    }
}
