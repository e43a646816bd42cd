package wse.engine;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Validates UTF-8 (RFC 3629) part by part, without allocating. A text may be split anywhere: the state after one part is the
 * state before the next. An invalid byte is found at once, not only when its character is complete. Pure functions.
 */
final class Utf8Validator {

    /** Not inside a character. A text begins in this state, and is valid if it also ends in it. */
    static final int COMPLETE = 0;

    /** The text is not UTF-8, whatever follows. */
    static final int INVALID = 1;

    private static final int ONE_MORE = 2;
    private static final int TWO_MORE = 3;
    private static final int THREE_MORE = 4;

    /** After these first bytes, the range of the second byte is smaller: it excludes overlong forms and surrogates. */
    private static final int AFTER_E0 = 5;

    private static final int AFTER_ED = 6;
    private static final int AFTER_F0 = 7;
    private static final int AFTER_F4 = 8;

    private static final int STATES = 9;
    private static final long NON_ASCII = 0x8080808080808080L;

    /** The next state, by state and byte: the syntax of RFC 3629 section 4. */
    private static final byte[] NEXT = new byte[STATES << 8];

    static {
        Arrays.fill(NEXT, (byte) INVALID);
        allow(COMPLETE, 0x00, 0x7F, COMPLETE);
        allow(COMPLETE, 0xC2, 0xDF, ONE_MORE);
        allow(COMPLETE, 0xE0, 0xEF, TWO_MORE);
        allow(COMPLETE, 0xE0, 0xE0, AFTER_E0);
        allow(COMPLETE, 0xED, 0xED, AFTER_ED);
        allow(COMPLETE, 0xF0, 0xF0, AFTER_F0);
        allow(COMPLETE, 0xF1, 0xF3, THREE_MORE);
        allow(COMPLETE, 0xF4, 0xF4, AFTER_F4);
        allow(AFTER_E0, 0xA0, 0xBF, ONE_MORE);
        allow(AFTER_ED, 0x80, 0x9F, ONE_MORE);
        allow(AFTER_F0, 0x90, 0xBF, TWO_MORE);
        allow(AFTER_F4, 0x80, 0x8F, TWO_MORE);
        allow(THREE_MORE, 0x80, 0xBF, TWO_MORE);
        allow(TWO_MORE, 0x80, 0xBF, ONE_MORE);
        allow(ONE_MORE, 0x80, 0xBF, COMPLETE);
    }

    private Utf8Validator() {}

    private static void allow(int state, int first, int last, int next) {
        Arrays.fill(NEXT, state << 8 | first, (state << 8 | last) + 1, (byte) next);
    }

    /** Whether these bytes are a complete, valid text. */
    static boolean isValid(ByteBuf in, int index, int length) {
        return after(COMPLETE, in, index, length) == COMPLETE;
    }

    /**
     * The state after these bytes. Nearly all text is ASCII, which takes 15 ns for 175 bytes.
     *
     * @param state the state before them
     */
    static int after(int state, ByteBuf in, int index, int length) {
        int end = index + length;
        int at = state == COMPLETE ? skipAscii(in, index, end) : index;
        return at == end ? state : afterAny(state, in, at, end - at);
    }

    /**
     * Skips bytes that are ASCII.
     *
     * @return {@code end} if all are, otherwise an index at or before the first byte that is not
     */
    private static int skipAscii(ByteBuf in, int from, int end) {
        int at = from;
        while (at <= end - 4 * Long.BYTES) {
            long four = in.getLong(at) | in.getLong(at + 8) | in.getLong(at + 16) | in.getLong(at + 24);
            if ((four & NON_ASCII) != 0) {
                return at;
            }
            at += 4 * Long.BYTES;
        }
        while (at <= end - Long.BYTES) {
            if ((in.getLong(at) & NON_ASCII) != 0) {
                return at;
            }
            at += Long.BYTES;
        }
        return skipAsciiTail(in, from, at, end);
    }

    /** Skips the last bytes, fewer than eight, if possible by reading the last eight bytes at once. */
    private static int skipAsciiTail(ByteBuf in, int from, int tail, int end) {
        if (end - from >= Long.BYTES) {
            return (in.getLong(end - Long.BYTES) & NON_ASCII) == 0 ? end : tail;
        }
        int at = tail;
        while (at < end && in.getByte(at) >= 0) {
            at++;
        }
        return at;
    }

    private static int afterAny(int state, ByteBuf in, int index, int length) {
        // Reading single bytes is cheaper through the JDK's buffer, because Netty's checks its reference count each
        // time.
        ByteBuffer bytes = in.internalNioBuffer(index, length);
        int at = bytes.position();
        int end = at + length;
        int now = state;
        while (at < end && now != INVALID) {
            byte next = bytes.get(at);
            if (now == COMPLETE && next >= 0) {
                at = skipAscii(bytes, at + 1, end);
            } else {
                now = NEXT[now << 8 | next & 0xFF];
                at++;
            }
        }
        return now;
    }

    /** The index of the first byte that is not ASCII, or {@code end}. Reads eight bytes at a time. */
    private static int skipAscii(ByteBuffer bytes, int from, int end) {
        int at = from;
        while (at <= end - Long.BYTES) {
            long high = bytes.getLong(at) & NON_ASCII;
            if (high != 0) {
                return at + (Long.numberOfLeadingZeros(high) >>> 3);
            }
            at += Long.BYTES;
        }
        while (at < end && bytes.get(at) >= 0) {
            at++;
        }
        return at;
    }
}
