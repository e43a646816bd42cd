package wse.dialect;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;

/**
 * Reads the messages that a client sends to a WSE server: JSON text with or without a prefix, {@code C:} zlib and {@code M:}
 * MessagePack binary. Every message is read to its end; one that is malformed anywhere is {@link Kind#MALFORMED}. The values
 * of the last message are kept in fields, so that reading allocates no result. Confined to one thread; {@link #close()}
 * frees zlib's memory.
 */
public final class ClientMessages implements AutoCloseable {

    private static final JsonFactory JSON = new JsonFactory();
    private static final char[] PING = "ping".toCharArray();
    private static final char[] CLIENT_HELLO = "client_hello".toCharArray();

    private final ZlibInflation inflation;
    private final Utf8 utf8 = new Utf8();
    private String type;
    private long timestamp;
    private long protocolVersion;

    /** @param maxInflatedBytes a {@code C:} payload that inflates to more is malformed, which stops zip bombs */
    public ClientMessages(int maxInflatedBytes) {
        this.inflation = new ZlibInflation(maxInflatedBytes);
    }

    /** What a client's message asks the server for. */
    public enum Kind {
        /** Asks for a PONG with {@link #timestamp()}. */
        PING,
        /** Asks for a {@code server_hello} for {@link #protocolVersion()}. */
        HELLO,
        /** Well-formed; asks for nothing. */
        OTHER,
        /** Could not be decoded. */
        MALFORMED
    }

    /** {@code p.timestamp} of the last {@link Kind#PING}. As on the genuine server, 0 unless it was a 64-bit integer. */
    public long timestamp() {
        return timestamp;
    }

    /** {@code p.protocol_version} of the last {@link Kind#HELLO}, or 1 if it had none. */
    public long protocolVersion() {
        return protocolVersion;
    }

    /** Reads a text message, which is known to be UTF-8. */
    public Kind text(byte[] bytes, int offset, int length) {
        int object = objectStart(bytes, offset, offset + length);
        return object < 0 ? Kind.MALFORMED : json(bytes, object, offset + length - object);
    }

    /** Whether {@link #text} would accept this text. Cheaper, because it checks only the syntax. */
    boolean isText(byte[] bytes, int offset, int length) {
        int object = objectStart(bytes, offset, offset + length);
        if (object < 0) {
            return false;
        }
        try (JsonParser json = JSON.createParser(bytes, object, offset + length - object)) {
            json.nextToken();
            json.skipChildren();
            return json.nextToken() == null;
        } catch (IOException e) {
            // The bytes are in memory, so only malformed JSON leads here; the caller counts it.
            return false;
        }
    }

    /** Index of the opening brace that follows the prefix; -1 if there is none. */
    private static int objectStart(byte[] bytes, int offset, int end) {
        int object = offset + prefixLength(bytes, offset, end);
        // A NUL after the brace would make Jackson read UTF-16, but WebSocket text is UTF-8.
        boolean begins = object + 1 < end && bytes[object] == '{' && bytes[object + 1] != 0;
        return begins ? object : -1;
    }

    /**
     * Reads a binary message. A message without a prefix is MessagePack if the client has asked for {@code format=msgpack};
     * otherwise its format is unknown, and it is not read. {@code E:} is malformed, because client and server have not
     * agreed on a key. As on the genuine server, a binary message is never answered, not even a ping.
     */
    public Kind binary(byte[] bytes, int offset, int length, boolean msgpack) {
        if (length < 2 || bytes[offset + 1] != ':') {
            return bare(bytes, offset, length, msgpack);
        }
        return switch (bytes[offset]) {
            case 'C' -> inflated(bytes, offset + 2, length - 2);
            case 'M' -> known(MessagePackSkim.isOneValue(bytes, offset + 2, length - 2));
            case 'E' -> Kind.MALFORMED;
            default -> bare(bytes, offset, length, msgpack);
        };
    }

    private Kind bare(byte[] bytes, int offset, int length, boolean msgpack) {
        return msgpack ? known(MessagePackSkim.isOneValue(bytes, offset, length)) : Kind.OTHER;
    }

    private Kind inflated(byte[] bytes, int offset, int length) {
        int inflatedBytes = inflation.inflate(bytes, offset, length);
        return known(inflatedBytes >= 0
                && utf8.valid(inflation.inflated(), 0, inflatedBytes)
                && isText(inflation.inflated(), 0, inflatedBytes));
    }

    private static Kind known(boolean decoded) {
        return decoded ? Kind.OTHER : Kind.MALFORMED;
    }

    private static int prefixLength(byte[] bytes, int offset, int end) {
        if (offset == end) {
            return 0;
        }
        return switch (bytes[offset]) {
            case 'W' -> end - offset > 3 && bytes[offset + 1] == 'S' && bytes[offset + 2] == 'E' ? 3 : 0;
            case 'S', 'U' -> 1;
            default -> 0;
        };
    }

    private Kind json(byte[] bytes, int offset, int length) {
        type = "";
        timestamp = 0;
        protocolVersion = 1;
        try (JsonParser json = JSON.createParser(bytes, offset, length)) {
            json.nextToken();
            readMessage(json);
            if (json.nextToken() != null) {
                return Kind.MALFORMED;
            }
        } catch (IOException e) {
            // The bytes are in memory, so only malformed JSON leads here; the caller counts it.
            return Kind.MALFORMED;
        }
        return switch (type) {
            case "ping" -> Kind.PING;
            case "client_hello" -> Kind.HELLO;
            default -> Kind.OTHER;
        };
    }

    private void readMessage(JsonParser json) throws IOException {
        String name = json.nextFieldName();
        while (name != null) {
            JsonToken value = json.nextToken();
            if (name.equals("t")) {
                type = value == JsonToken.VALUE_STRING ? typeOf(json) : "";
            }
            if (name.equals("p") && value == JsonToken.START_OBJECT) {
                readPayload(json);
            } else {
                json.skipChildren();
            }
            name = json.nextFieldName();
        }
    }

    /** Recognizes only the two types that are answered. Creating a String for every other type would produce garbage. */
    private static String typeOf(JsonParser json) throws IOException {
        char[] chars = json.getTextCharacters();
        int from = json.getTextOffset();
        int to = from + json.getTextLength();
        if (Arrays.equals(chars, from, to, PING, 0, PING.length)) {
            return "ping";
        }
        return Arrays.equals(chars, from, to, CLIENT_HELLO, 0, CLIENT_HELLO.length) ? "client_hello" : "";
    }

    private void readPayload(JsonParser json) throws IOException {
        String name = json.nextFieldName();
        while (name != null) {
            JsonToken value = json.nextToken();
            if (value == JsonToken.VALUE_NUMBER_INT) {
                readInteger(json, name);
            } else {
                json.skipChildren();
            }
            name = json.nextFieldName();
        }
    }

    private void readInteger(JsonParser json, String name) throws IOException {
        if (name.equals("timestamp")) {
            timestamp = longOr(json, 0);
        } else if (name.equals("protocol_version")) {
            protocolVersion = Math.max(0, longOr(json, 1));
        }
    }

    private static long longOr(JsonParser json, long other) throws IOException {
        return json.getNumberType() == JsonParser.NumberType.BIG_INTEGER ? other : json.getLongValue();
    }

    @Override
    public void close() {
        inflation.close();
    }
}
