package wse.dialect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.DeflaterOutputStream;
import org.msgpack.core.MessageBufferPacker;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessagePacker;
import wse.config.Format;

/**
 * The published suite's message, a trade update, in its three formats. Keys are in alphabetical order, as its client sends
 * them. The same length always yields the same bytes. Thread-safe.
 */
public final class TradeUpdate {

    /** Length of the published message as JSON; it has 145 bytes as MessagePack and 152 as zlib, including the prefixes. */
    public static final int PUBLISHED_BYTES = 175;

    /** Length of the published message for sizes up to 64 bytes. */
    private static final int SHORT_BYTES = 54;

    /** Length of {@code "data":"",}: padding makes a message longer by at least this much. */
    private static final int LEAST_PADDING = 10;

    private static final JsonMapper JSON = new JsonMapper();

    private static final String LONG = "{\"p\":{\"account\":\"acc_01HQ3\",\"data\":\"\",\"price\":5234.75,\"qty\":2,"
            + "\"score\":0.87,\"side\":\"buy\",\"symbol\":\"ES\",\"tags\":[\"momentum\",\"breakout\"],"
            + "\"ts\":\"2026-02-23T14:30:00.123Z\"},\"t\":\"trade_update\"}";
    private static final String SHORT =
            "{\"p\":{\"data\":\"\",\"px\":5234.75,\"q\":2,\"s\":\"ES\"},\"t\":\"trade_update\"}";

    /** Prices from 1000.01 to 9999.99 that JSON writes with two decimal places, because the last one is not 0. */
    private static final int PRICES = 9_000 * 10 * 9;

    private static final int QUANTITIES = 9;
    private static final int LETTERS = 26;

    private TradeUpdate() {}

    /**
     * The message in a format.
     *
     * @param jsonBytes its length as JSON
     * @throws IllegalArgumentException unless this length is 54 or at least 64
     */
    public static Payload of(Format format, int jsonBytes) {
        return encoded(message(jsonBytes), format);
    }

    private static Payload encoded(ObjectNode message, Format format) {
        return switch (format) {
            case JSON -> new Payload(true, encode(message));
            case MSGPACK -> msgpack(message);
            case ZLIB -> zlib(message);
        };
    }

    /**
     * JSON text of exactly {@code bytes} bytes: the published message at 175 bytes, and padded with the member {@code data}
     * above that. Smaller sizes use the published short message, padded in the same way.
     *
     * @throws IllegalArgumentException unless {@code bytes} is 54 or at least 64
     */
    public static Payload json(int bytes) {
        return of(Format.JSON, bytes);
    }

    /** {@code M:} followed by the message of {@link #json} as MessagePack. */
    public static Payload msgpack(int jsonBytes) {
        return of(Format.MSGPACK, jsonBytes);
    }

    private static Payload msgpack(ObjectNode message) {
        try (MessageBufferPacker packer = MessagePack.newDefaultBufferPacker()) {
            packer.writePayload(Ascii.bytes("M:"));
            pack(message, packer);
            return new Payload(false, packer.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException("written to memory only", e);
        }
    }

    /**
     * {@code C:} followed by the text of {@link #json} as a zlib stream, with zlib's default level like the published
     * client.
     */
    public static Payload zlib(int jsonBytes) {
        return of(Format.ZLIB, jsonBytes);
    }

    private static Payload zlib(ObjectNode message) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(Ascii.bytes("C:"));
        try (DeflaterOutputStream zlib = new DeflaterOutputStream(out)) {
            zlib.write(encode(message));
        } catch (IOException e) {
            throw new UncheckedIOException("written to memory only", e);
        }
        return new Payload(false, out.toByteArray());
    }

    /**
     * Returns a message that contains a trade update, with its price, quantity and symbol replaced by values that stand
     * for a number. Returns the message itself if it contains none, or if the number would change its length.
     *
     * @param jsonBytes as in {@link #of}, for the trade update that the message contains
     */
    static Payload renumbered(Payload message, Format format, int jsonBytes, long number) {
        byte[] plain = of(format, jsonBytes).bytes();
        byte[] numbered = encoded(number(message(jsonBytes), number), format).bytes();
        int at = indexOf(plain, message.bytes());
        if (at < 0 || numbered.length != plain.length) {
            return message;
        }
        byte[] bytes = message.bytes().clone();
        System.arraycopy(numbered, 0, bytes, at, numbered.length);
        return new Payload(message.text(), bytes);
    }

    private static int indexOf(byte[] part, byte[] whole) {
        for (int at = 0; at <= whole.length - part.length; at++) {
            if (Arrays.equals(part, 0, part.length, whole, at, at + part.length)) {
                return at;
            }
        }
        return -1;
    }

    private static ObjectNode number(ObjectNode message, long number) {
        long rest = Math.floorMod(number, (long) PRICES * QUANTITIES * LETTERS * LETTERS);
        int price = (int) (rest % PRICES);
        rest /= PRICES;
        int letters = (int) (rest / QUANTITIES);
        ObjectNode payload = (ObjectNode) message.get("p");
        boolean isLong = payload.has("price");
        payload.put(isLong ? "price" : "px", ((10_000 + price / 9) * 10 + price % 9 + 1) / 100.0);
        payload.put(isLong ? "qty" : "q", rest % QUANTITIES + 1);
        payload.put(isLong ? "symbol" : "s", letter(letters / LETTERS) + letter(letters % LETTERS));
        return message;
    }

    private static String letter(int index) {
        return String.valueOf((char) ('A' + index));
    }

    private static ObjectNode message(int bytes) {
        if (fits(bytes, PUBLISHED_BYTES)) {
            return padded(LONG, bytes - PUBLISHED_BYTES);
        }
        if (fits(bytes, SHORT_BYTES)) {
            return padded(SHORT, bytes - SHORT_BYTES);
        }
        throw new IllegalArgumentException("a trade update must be " + SHORT_BYTES + " bytes of JSON, or at least "
                + (SHORT_BYTES + LEAST_PADDING) + ": jsonBytes=" + bytes);
    }

    private static boolean fits(int bytes, int unpadded) {
        return bytes == unpadded || bytes >= unpadded + LEAST_PADDING;
    }

    private static ObjectNode padded(String template, int more) {
        ObjectNode message = parse(template);
        ObjectNode payload = (ObjectNode) message.get("p");
        if (more == 0) {
            payload.remove("data");
        } else {
            payload.put("data", "x".repeat(more - LEAST_PADDING));
        }
        return message;
    }

    private static ObjectNode parse(String template) {
        try {
            return (ObjectNode) JSON.readTree(template);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a template of this class is not JSON", e);
        }
    }

    private static byte[] encode(ObjectNode message) {
        return message.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static void pack(JsonNode node, MessagePacker out) throws IOException {
        switch (node.getNodeType()) {
            case OBJECT -> {
                out.packMapHeader(node.size());
                for (Map.Entry<String, JsonNode> member : node.properties()) {
                    out.packString(member.getKey());
                    pack(member.getValue(), out);
                }
            }
            case ARRAY -> {
                out.packArrayHeader(node.size());
                for (JsonNode element : node) {
                    pack(element, out);
                }
            }
            case NUMBER -> packNumber(node, out);
            default -> out.packString(node.textValue());
        }
    }

    private static void packNumber(JsonNode number, MessagePacker out) throws IOException {
        if (number.isIntegralNumber()) {
            out.packLong(number.longValue());
        } else {
            out.packDouble(number.doubleValue());
        }
    }
}
