package wse.server;

import io.netty.buffer.ByteBuf;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Masking (RFC 6455, 5.3), eight bytes at a time. */
final class Masks {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final long NON_ASCII = 0x8080808080808080L;

    private Masks() {}

    /** The key for eight bytes at once. */
    static long twice(int mask) {
        return (long) mask << Integer.SIZE | mask & 0xffff_ffffL;
    }

    /** Copies unmasked bytes to the beginning of {@code to}; whether all were ASCII. */
    static boolean copy(ByteBuf from, int index, int length, int mask, byte[] to) {
        long key = twice(mask);
        long seen = 0;
        int at = 0;
        for (; at <= length - Long.BYTES; at += Long.BYTES) {
            long plain = from.getLong(index + at) ^ key;
            LONGS.set(to, at, plain);
            seen |= plain;
        }
        for (; at < length; at++) {
            byte plain = (byte) (from.getByte(index + at) ^ key >>> 56 - 8 * (at & 7));
            to[at] = plain;
            seen |= plain;
        }
        return (seen & NON_ASCII) == 0;
    }

    /** Appends unmasked bytes. */
    static void append(ByteBuf from, int index, int length, int mask, ByteBuf to) {
        long key = twice(mask);
        to.ensureWritable(length);
        int at = 0;
        for (; at <= length - Long.BYTES; at += Long.BYTES) {
            to.writeLong(from.getLong(index + at) ^ key);
        }
        for (; at < length; at++) {
            to.writeByte((int) (from.getByte(index + at) ^ key >>> 56 - 8 * (at & 7)));
        }
    }
}
