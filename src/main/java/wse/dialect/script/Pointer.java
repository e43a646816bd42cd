package wse.dialect.script;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import wse.dialect.JsonSkim;

/**
 * Finds a value in a JSON message by a JSON pointer (RFC 6901). The JSON begins at the first brace or bracket of the
 * message, so a prefix before it does not matter. Names are compared as they are written in the message. Immutable.
 */
final class Pointer {

    private static final int NO_INDEX = -1;

    private final String text;
    private final byte[][] names;
    /** The index that each name stands for if the value is an array. */
    private final int[] indices;

    private Pointer(String text, List<String> names) {
        this.text = text;
        this.names = names.stream()
                .map(name -> name.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
        this.indices = names.stream()
                .mapToInt(name -> name.matches("0|[1-9]\\d{0,8}") ? Integer.parseInt(name) : NO_INDEX)
                .toArray();
    }

    static Pointer of(Value value, String text) {
        if (!text.startsWith("/")) {
            throw value.refused("a JSON pointer must begin with /: " + value.name() + " has \"" + text
                    + "\"; write it as /payload/id");
        }
        return new Pointer(
                text,
                Stream.of(text.substring(1).split("/", -1))
                        .map(name -> name.replace("~1", "/").replace("~0", "~"))
                        .toList());
    }

    /** Index of the value's first byte; negative if there is no such value. */
    int find(ByteBuf message) {
        int end = message.writerIndex();
        int at = start(message, end);
        for (int i = 0; i < names.length && at >= 0; i++) {
            boolean isArray = message.getByte(at) == '[' && indices[i] != NO_INDEX;
            at = isArray ? JsonSkim.element(message, at, end, indices[i]) : JsonSkim.member(message, at, end, names[i]);
        }
        return at;
    }

    private static int start(ByteBuf message, int end) {
        for (int at = message.readerIndex(); at < end; at++) {
            byte b = message.getByte(at);
            if (b == '{' || b == '[') {
                return at;
            }
        }
        return JsonSkim.NOT_FOUND;
    }

    /** The value as it is written, a string without its quotes; null if there is none. Allocates. */
    String string(ByteBuf message) {
        int at = find(message);
        if (at < 0) {
            return null;
        }
        int past = JsonSkim.valueEnd(message, at, message.writerIndex());
        String value = message.toString(at, past - at, StandardCharsets.UTF_8).strip();
        boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
    }

    @Override
    public String toString() {
        return text;
    }
}
