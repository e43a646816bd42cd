package wse.dialect.script;

import io.netty.buffer.ByteBuf;
import wse.dialect.Conversation;
import wse.dialect.JsonSkim;

/** Compares scalar values of a JSON message in place, without allocation. Never reads past the end. */
final class JsonScalars {

    private static final int ESCAPE_DIGITS = 4;

    private JsonScalars() {}

    /** Whether the value at {@code at} is this string in UTF-8. Its escapes are resolved. */
    static boolean isString(ByteBuf text, int at, int end, byte[] expected) {
        return JsonSkim.stringIs(text, at, end, expected) || isEscaped(text, at, end, expected);
    }

    private static boolean isEscaped(ByteBuf text, int at, int end, byte[] expected) {
        if (text.getByte(at) != '"') {
            return false;
        }
        int compared = 0;
        int i = at + 1;
        while (i < end && text.getByte(i) != '"') {
            boolean escape = text.getByte(i) == '\\' && i + 1 < end;
            int character = escape ? character(text, i + 1, end) : text.getByte(i) & 0xff;
            int after = escape
                    ? compareCharacter(expected, compared, character)
                    : compareByte(expected, compared, character);
            if (after < 0) {
                return false;
            }
            compared = after;
            i += escape ? text.getByte(i + 1) == 'u' ? 2 + ESCAPE_DIGITS : 2 : 1;
        }
        return i < end && compared == expected.length;
    }

    private static int compareByte(byte[] expected, int at, int value) {
        return at < expected.length && (expected[at] & 0xff) == value ? at + 1 : -1;
    }

    /** Compares a character of the basic plane in UTF-8. Characters beyond it are not compared if they are escaped. */
    private static int compareCharacter(byte[] expected, int at, int character) {
        if (character < 0x80) {
            return compareByte(expected, at, character);
        }
        int next = at;
        if (character < 0x800) {
            next = compareByte(expected, next, 0xc0 | character >> 6);
        } else {
            next = compareByte(expected, next, 0xe0 | character >> 12);
            next = next < 0 ? next : compareByte(expected, next, 0x80 | character >> 6 & 0x3f);
        }
        return next < 0 ? next : compareByte(expected, next, 0x80 | character & 0x3f);
    }

    private static int character(ByteBuf text, int at, int end) {
        byte name = text.getByte(at);
        return switch (name) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> hex(text, at + 1, end);
            default -> name & 0xff;
        };
    }

    private static int hex(ByteBuf text, int at, int end) {
        int value = 0;
        for (int i = at; i < Math.min(end, at + ESCAPE_DIGITS); i++) {
            value = value << ESCAPE_DIGITS | Math.max(0, Character.digit(text.getByte(i), 16));
        }
        return value;
    }

    /** Whether the value at {@code at} is this number or literal, as it is written. */
    static boolean isLiteral(ByteBuf text, int at, int end, byte[] expected) {
        int past = at + expected.length;
        return Bytes.startWith(text, at, end, expected) && (past == end || endsValue(text.getByte(past)));
    }

    private static boolean endsValue(byte b) {
        return b == ',' || b == '}' || b == ']' || b >= 0 && b <= ' ';
    }

    /** The integer at {@code at}, which may be in quotes; {@link Conversation#NONE} if there is none. */
    static long id(ByteBuf text, int at, int end) {
        if (text.getByte(at) != '"') {
            return JsonSkim.integer(text, at, end);
        }
        int past = Bytes.digitsEnd(text, at + 1, end);
        return past < end && text.getByte(past) == '"' ? Bytes.integer(text, at + 1, past) : Conversation.NONE;
    }
}
