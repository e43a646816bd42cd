package wse.dialect.script;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/**
 * Where a value is in a message of the server. Immutable.
 *
 * @param where a description of the place, for error messages
 * @param isBytes whether it may be bytes that are not text
 * @param from finds it; returns null if the message does not have it. Allocates
 */
record Part(String where, boolean isBytes, Function<ByteBuf, byte[]> from) {

    /** Reads a JSON pointer, or a group with one of the keys {@code regex} and {@code startsWithHex}. */
    static Part read(Value value, MatchReader matches) {
        if (!value.isMapping()) {
            Pointer pointer = Pointer.of(value, value.textNotEmpty());
            return new Part(pointer.toString(), false, message -> utf8(pointer.string(message)));
        }
        Fields fields = Fields.of(value, "regex", "startsWithHex");
        if (value.entries().size() != 1) {
            throw value.refused(value.name() + " must have one of the keys regex and startsWithHex; give exactly one");
        }
        return fields.find("startsWithHex", Part::ofBytes).orElseGet(() -> ofText(fields.get("regex"), matches));
    }

    private static Part ofText(Value value, MatchReader matches) {
        RegexMatch match = matches.regex(value);
        if (!match.hasId()) {
            throw value.refused(value.name() + " must have a group, which is the value; put it in parentheses");
        }
        return new Part("what " + value.text() + " finds", false, message -> utf8(match.group(message)));
    }

    private static Part ofBytes(Value value) {
        return new Part("bytes like " + value.text(), true, HexGroup.read(value)::of);
    }

    private static byte[] utf8(String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    /** The value; null if the message does not have it. Allocates. */
    byte[] of(ByteBuf message) {
        return from.apply(message);
    }

    /** The value as text; null if the message does not have it. Allocates. */
    String text(ByteBuf message) {
        byte[] value = of(message);
        return value == null ? null : new String(value, StandardCharsets.UTF_8);
    }
}
