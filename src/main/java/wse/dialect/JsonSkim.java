package wse.dialect;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/**
 * Finds members of a JSON object in place, without parsing other members and without allocation. Expects well-formed JSON
 * (RFC 8259). In malformed text it may find nothing, but it never reads past the end.
 */
public final class JsonSkim {

    /** Returned if there is no such value. */
    public static final int NOT_FOUND = -1;

    private JsonSkim() {}

    /**
     * Where the value of a member of an object starts.
     *
     * @param object index of the object's opening brace
     * @param end index past the text
     * @return index of the value's first byte, or {@link #NOT_FOUND}
     */
    public static int member(ByteBuf text, int object, int end, byte[] key) {
        if (object < 0 || object >= end || text.getByte(object) != '{') {
            return NOT_FOUND;
        }
        int at = skipBlanks(text, object + 1, end);
        while (at < end && text.getByte(at) == '"') {
            int afterKey = skipString(text, at, end);
            int value = skipBlanks(text, skipByte(text, skipBlanks(text, afterKey, end), end, ':'), end);
            if (afterKey - at - 2 == key.length && matches(text, at + 1, key)) {
                return value < end ? value : NOT_FOUND;
            }
            int next = skipBlanks(text, skipValue(text, value, end), end);
            at = skipBlanks(text, skipByte(text, next, end, ','), end);
        }
        return NOT_FOUND;
    }

    /**
     * Where an element of an array starts.
     *
     * @param array index of the array's opening bracket
     * @param end index past the text
     * @param index of the element, from 0
     * @return index of the element's first byte, or {@link #NOT_FOUND}
     */
    public static int element(ByteBuf text, int array, int end, int index) {
        if (array < 0 || array >= end || text.getByte(array) != '[') {
            return NOT_FOUND;
        }
        int at = skipBlanks(text, array + 1, end);
        for (int i = 0; i < index && at < end; i++) {
            int next = skipBlanks(text, skipValue(text, at, end), end);
            at = skipBlanks(text, skipByte(text, next, end, ','), end);
        }
        return at < end && text.getByte(at) != ']' ? at : NOT_FOUND;
    }

    /** Index past the value at {@code at}, and past the white space that may follow a number or a literal. */
    public static int valueEnd(ByteBuf text, int at, int end) {
        return text.getByte(at) == '"' ? skipString(text, at, end) : skipValue(text, at, end);
    }

    /** Whether the value at {@code at} is a string that starts with {@code expected}. */
    public static boolean stringStartsWith(ByteBuf text, int at, int end, byte[] expected) {
        return at >= 0 && at + 1 + expected.length <= end && text.getByte(at) == '"' && matches(text, at + 1, expected);
    }

    /** Whether the value at {@code at} is exactly this string (which needs no escapes). */
    public static boolean stringIs(ByteBuf text, int at, int end, byte[] expected) {
        int quote = at + 1 + expected.length;
        return stringStartsWith(text, at, end, expected) && quote < end && text.getByte(quote) == '"';
    }

    /** The string at {@code at}, without resolving its escapes; null if there is no string. Allocates. */
    static String string(ByteBuf text, int at, int end) {
        if (at < 0 || at >= end || text.getByte(at) != '"') {
            return null;
        }
        int past = skipString(text, at, end);
        return text.getByte(past - 1) == '"' && past - at >= 2
                ? text.toString(at + 1, past - at - 2, StandardCharsets.UTF_8)
                : null;
    }

    /**
     * The non-negative integer at {@code at}, or -1 if there is none, as in {@code 1.5} and {@code 1e3}, or if it does not
     * fit in a long.
     */
    public static long integer(ByteBuf text, int at, int end) {
        if (at < 0 || at >= end || !isDigit(text.getByte(at))) {
            return -1;
        }
        long value = 0;
        int i = at;
        for (; i < end && isDigit(text.getByte(i)); i++) {
            int digit = text.getByte(i) - '0';
            if (value > (Long.MAX_VALUE - digit) / 10) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return i < end && continuesNumber(text.getByte(i)) ? -1 : value;
    }

    private static boolean continuesNumber(byte b) {
        return b == '.' || b == 'e' || b == 'E';
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    private static boolean matches(ByteBuf text, int at, byte[] expected) {
        for (int i = 0; i < expected.length; i++) {
            if (text.getByte(at + i) != expected[i]) {
                return false;
            }
        }
        return true;
    }

    /** Index of the first byte that is neither white space nor a control character. */
    public static int skipBlanks(ByteBuf text, int from, int end) {
        int at = from;
        while (at < end && text.getByte(at) <= ' ' && text.getByte(at) >= 0) {
            at++;
        }
        return at;
    }

    /** The index after the expected byte, or {@code end} if another byte is found. */
    private static int skipByte(ByteBuf text, int at, int end, char expected) {
        return at < end && text.getByte(at) == expected ? at + 1 : end;
    }

    /** Netty searches for the quote eight bytes at a time; escapes are rare. */
    private static int skipString(ByteBuf text, int openingQuote, int end) {
        int quote = text.indexOf(openingQuote + 1, end, (byte) '"');
        if (quote < 0) {
            return end;
        }
        return text.getByte(quote - 1) == '\\' ? skipEscapedString(text, openingQuote, end) : quote + 1;
    }

    private static int skipEscapedString(ByteBuf text, int openingQuote, int end) {
        int at = openingQuote + 1;
        while (at < end) {
            byte b = text.getByte(at);
            if (b == '"') {
                return at + 1;
            }
            at += b == '\\' ? 2 : 1;
        }
        return end;
    }

    private static int skipValue(ByteBuf text, int from, int end) {
        int depth = 0;
        int at = from;
        while (at < end) {
            byte b = text.getByte(at);
            if (b == '"') {
                at = skipString(text, at, end);
                continue;
            }
            if (depth == 0 && (b == ',' || b == '}' || b == ']')) {
                return at;
            }
            depth += b == '{' || b == '[' ? 1 : b == '}' || b == ']' ? -1 : 0;
            at++;
        }
        return end;
    }
}
