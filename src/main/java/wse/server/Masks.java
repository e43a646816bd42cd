package wse.server;

import io.netty.buffer.ByteBuf;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
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
        ByteBuffer source = view(from, index, length);
        int start = source.position();
        long key = twice(mask);
        long seen = 0;
        int at = 0;
        for (; at <= length - Long.BYTES; at += Long.BYTES) {
            long plain = source.getLong(start + at) ^ key;
            LONGS.set(to, at, plain);
            seen |= plain;
        }
        for (; at < length; at++) {
            byte plain = (byte) (source.get(start + at) ^ key >>> 56 - 8 * (at & 7));
            to[at] = plain;
            seen |= plain;
        }
        return (seen & NON_ASCII) == 0;
    }

    /** Appends unmasked bytes. */
    static void append(ByteBuf from, int index, int length, int mask, ByteBuf to) {
        to.ensureWritable(length);
        ByteBuffer source = view(from, index, length);
        ByteBuffer sink = view(to, to.writerIndex(), length);
        int shift = sink.position() - source.position();
        int end = source.limit();
        long key = twice(mask);
        int at = source.position();
        for (; at <= end - Long.BYTES; at += Long.BYTES) {
            sink.putLong(at + shift, source.getLong(at) ^ key);
        }
        for (int left = 0; at < end; at++, left++) {
            sink.put(at + shift, (byte) (source.get(at) ^ key >>> 56 - 8 * left));
        }
        to.writerIndex(to.writerIndex() + length);
    }

    /**
     * The bytes without Netty's check of each access, which took two thirds of the time of echoing 175 B. Its byte order is
     * the network's.
     */
    private static ByteBuffer view(ByteBuf buffer, int index, int length) {
        return buffer.internalNioBuffer(index, length);
    }
}
