package wse.dialect;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Test;
import wse.dialect.ClientMessages.Kind;
import wse.fuzz.Property;
import wse.fuzz.ShortRun;

/**
 * Whatever message a client sends, it is either decoded to its end or malformed, as strict parsers of JSON, zlib and MessagePack
 * see it; a compressed message means what it means uncompressed.
 */
public class ClientMessagesFuzzTest {

    private static final int MUTATIONS = 20_000;
    private static final int MAX_INFLATED_BYTES = 20_000;

    private static final ClientMessages MESSAGES = new ClientMessages(MAX_INFLATED_BYTES);
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    @Test
    void shouldDecodeSeedsAndMutations() throws IOException {
        ShortRun.of(ClientMessagesFuzzTest.class, ClientMessagesFuzzTest::fuzzerTestOneInput, MUTATIONS);
    }

    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        Kind text = MESSAGES.text(input, 0, input.length);
        long timestamp = MESSAGES.timestamp();
        Property.same("the bytes around a message do not matter", text, MESSAGES.text(between(input), 5, input.length));
        if (decoded(input).isPresent()) {
            Property.same("a message is well-formed if its JSON is", isMessage(input), text != Kind.MALFORMED);
        }
        if (text == Kind.PING) {
            checkPing(timestamp);
        }
        checkBinary(input);
        checkCompressed(input, text);
        if (input.length > 1 && input[1] == ':' && input[0] == 'C') {
            checkInflated(input);
        }
        try (TradeUpdateDecoder decoder = new TradeUpdateDecoder()) {
            Property.same(
                    "a flood's decoder agrees",
                    text != Kind.MALFORMED,
                    decoder.decode(Unpooled.wrappedBuffer(input), true));
        }
    }

    private static byte[] between(byte[] input) {
        byte[] bytes = new byte[input.length + 10];
        Arrays.fill(bytes, (byte) '}');
        System.arraycopy(input, 0, bytes, 5, input.length);
        return bytes;
    }

    /** The prefix may be there or not, and the rest is one JSON object in UTF-8. */
    private static boolean isMessage(byte[] input) {
        String text = decoded(input).orElse("");
        String json = text.startsWith("WSE")
                ? text.substring(3)
                : text.startsWith("S") || text.startsWith("U") ? text.substring(1) : text;
        try {
            JsonNode node = json.startsWith("{") ? JSON.readTree(json) : null;
            return node != null && node.isObject();
        } catch (IOException e) {
            return false;
        }
    }

    private static Optional<String> decoded(byte[] input) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(input))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** The answer to a ping has the id of the ping; the client recognises it. */
    private static void checkPing(long timestamp) {
        if (timestamp >= 0 && timestamp <= JsonPing.MAX_ID) {
            var ping = Unpooled.buffer();
            JsonPing.write(ping, timestamp);
            byte[] bytes = io.netty.buffer.ByteBufUtil.getBytes(ping);
            Property.same("a ping is read as it was written", Kind.PING, MESSAGES.text(bytes, 0, bytes.length));
            Property.same("a ping has its time stamp", timestamp, MESSAGES.timestamp());
        }
    }

    private static void checkBinary(byte[] input) {
        boolean prefixed = input.length > 1 && input[1] == ':' && "CME".indexOf(input[0]) >= 0;
        if (!prefixed) {
            Kind kind = MESSAGES.binary(input, 0, input.length, true);
            Property.same("MessagePack is one whole value", isMessagePack(input), kind != Kind.MALFORMED);
            Property.same("an unknown format is not read", Kind.OTHER, MESSAGES.binary(input, 0, input.length, false));
        }
        byte[] packed = prefixed("M:", input);
        Property.same(
                "MessagePack means the same with its prefix",
                isMessagePack(input),
                MESSAGES.binary(packed, 0, packed.length, false) != Kind.MALFORMED);
    }

    /** Whether the input is one whole value, according to the table of formats in MessagePack's specification. */
    private static boolean isMessagePack(byte[] input) {
        ByteBuffer in = ByteBuffer.wrap(input);
        try {
            for (long left = 1; left > 0; left--) {
                left += skipped(in, in.get() & 0xff);
            }
            return !in.hasRemaining();
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            return false;
        }
    }

    /** Skips a value that begins with this byte; returns how many values it contains. */
    private static long skipped(ByteBuffer in, int first) {
        if (first <= 0x7f || first >= 0xe0) {
            return 0;
        }
        if (first <= 0x9f) {
            return first <= 0x8f ? 2L * (first & 0xf) : first & 0xf;
        }
        return first <= 0xbf ? skip(in, first & 0x1f) : skippedLong(in, first);
    }

    private static long skippedLong(ByteBuffer in, int first) {
        return switch (first) {
            case 0xc0, 0xc2, 0xc3 -> 0;
            case 0xc4, 0xd9 -> skip(in, in.get() & 0xff);
            case 0xc5, 0xda -> skip(in, in.getChar());
            case 0xc6, 0xdb -> skip(in, Integer.toUnsignedLong(in.getInt()));
            case 0xc7 -> skip(in, 1 + (in.get() & 0xff));
            case 0xc8 -> skip(in, 1 + in.getChar());
            case 0xc9 -> skip(in, 1L + Integer.toUnsignedLong(in.getInt()));
            case 0xcc, 0xd0 -> skip(in, 1);
            case 0xcd, 0xd1, 0xd4 -> skip(in, 2);
            case 0xd5 -> skip(in, 3);
            case 0xca, 0xce, 0xd2 -> skip(in, 4);
            case 0xd6 -> skip(in, 5);
            case 0xcb, 0xcf, 0xd3 -> skip(in, 8);
            case 0xd7 -> skip(in, 9);
            case 0xd8 -> skip(in, 17);
            case 0xdc -> in.getChar();
            case 0xdd -> count(in.getInt());
            case 0xde -> 2L * in.getChar();
            case 0xdf -> 2 * count(in.getInt());
            default -> throw new IllegalArgumentException("no format begins with this byte: " + first);
        };
    }

    private static long skip(ByteBuffer in, long bytes) {
        if (bytes < 0 || bytes > in.remaining()) {
            throw new BufferUnderflowException();
        }
        in.position(in.position() + (int) bytes);
        return 0;
    }

    /** A Java program cannot hold more than 2^31 - 1 values, and the input is far shorter. */
    private static long count(int unsigned) {
        if (unsigned < 0) {
            throw new BufferUnderflowException();
        }
        return unsigned;
    }

    private static void checkCompressed(byte[] input, Kind text) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream zlib = new DeflaterOutputStream(out)) {
            zlib.write(input);
        }
        byte[] compressed = prefixed("C:", out.toByteArray());
        Kind kind = MESSAGES.binary(compressed, 0, compressed.length, false);
        boolean expected = text != Kind.MALFORMED && decoded(input).isPresent() && input.length <= MAX_INFLATED_BYTES;
        Property.same("a compressed message means what it means uncompressed", expected, kind != Kind.MALFORMED);
    }

    private static void checkInflated(byte[] input) {
        Kind kind = MESSAGES.binary(input, 0, input.length, false);
        try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(input, 2, input.length - 2))) {
            byte[] plain = in.readNBytes(MAX_INFLATED_BYTES + 1);
            boolean readable = plain.length <= MAX_INFLATED_BYTES && isMessage(plain);
            Property.holds(readable || kind == Kind.MALFORMED, "what cannot be inflated is malformed");
        } catch (IOException e) {
            Property.same("what cannot be inflated is malformed", Kind.MALFORMED, kind);
        }
    }

    private static byte[] prefixed(String prefix, byte[] bytes) {
        byte[] all = Arrays.copyOf(prefix.getBytes(StandardCharsets.US_ASCII), 2 + bytes.length);
        System.arraycopy(bytes, 0, all, 2, bytes.length);
        return all;
    }
}
