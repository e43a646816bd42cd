package wse.dialect.script;

import io.netty.buffer.ByteBuf;
import wse.dialect.Conversation;

/** Looks at bytes of a message in place, without allocation. */
final class Bytes {

    private Bytes() {}

    static boolean startWith(ByteBuf message, int at, int end, byte[] expected) {
        if (at + expected.length > end) {
            return false;
        }
        for (int i = 0; i < expected.length; i++) {
            if (message.getByte(at + i) != expected[i]) {
                return false;
            }
        }
        return true;
    }

    /** Index of these bytes, at {@code from} or after it; -1 if they are not there. */
    static int indexOf(ByteBuf message, int from, int end, byte[] expected) {
        int at = message.indexOf(from, end, expected[0]);
        while (at >= 0 && !startWith(message, at, end, expected)) {
            at = message.indexOf(at + 1, end, expected[0]);
        }
        return at;
    }

    /** Index past the digits at {@code at}. */
    static int digitsEnd(ByteBuf message, int at, int end) {
        int past = at;
        while (past < end && message.getByte(past) >= '0' && message.getByte(past) <= '9') {
            past++;
        }
        return past;
    }

    /** The number that these digits are; {@link Conversation#NONE} if there are none, or too many for a long. */
    static long integer(ByteBuf message, int from, int to) {
        if (from == to) {
            return Conversation.NONE;
        }
        long value = 0;
        for (int i = from; i < to; i++) {
            int digit = message.getByte(i) - '0';
            if (value > (Long.MAX_VALUE - digit) / 10) {
                return Conversation.NONE;
            }
            value = value * 10 + digit;
        }
        return value;
    }
}
