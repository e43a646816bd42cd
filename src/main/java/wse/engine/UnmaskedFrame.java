package wse.engine;

import io.netty.util.internal.PlatformDependent;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The frame of one message, prepared so that it can be masked and written quickly: as words of eight bytes, so that masking
 * takes one operation per word, even for the last bytes. The last word is written whole; the next frame overwrites what
 * exceeds the payload. Words go directly to memory, because the checks of a {@code ByteBuffer} would take as long as
 * everything else (MaskBench). Immutable.
 *
 * <p>The JIT compiler masks four words with one instruction, which doubles the speed (MaskBench). On JDK 17 it only does so
 * because of three things: a limit of each loop shows that all offsets fit into an {@code int}, the address before a loop
 * is not a sum with a constant, and {@link #LEAD} aligns the words. It unrolls a loop according to the lengths that it has
 * seen, and if it has seen only long ones, short ones are masked word by word. Each range of lengths therefore has a method
 * of its own, with the same loop.
 */
final class UnmaskedFrame {

    /** Whether whole words can be written anywhere in memory, with their lowest byte first. */
    static final boolean IS_SUPPORTED = PlatformDependent.hasUnsafe()
            && PlatformDependent.isUnaligned()
            && !PlatformDependent.BIG_ENDIAN_NATIVE_ORDER;

    /** How many bytes after the frame may be overwritten. */
    static final int SPARE_BYTES = Long.BYTES;

    private static final int FIN = 0x80;
    private static final int MASKED = 0x80;
    private static final int MASK_BYTES = 4;
    private static final int LONG_HEAD_BYTES = 10;

    /**
     * Unused words before the payload. With the array's header of 16 bytes, they put the payload at a multiple of 32
     * bytes from the beginning of the array, so that the JIT compiler sees it aligned like the memory to which it is
     * written.
     */
    private static final int LEAD = 2;

    /** Payloads of fewer words take longer with vector instructions than without. */
    private static final int LEAST_VECTOR_WORDS = 14;

    /** The most words that are masked by the code for short payloads. */
    private static final int MOST_SHORT_WORDS = 32;

    /** More words than fit into a buffer. */
    private static final int MOST_WORDS = (1 << 28) - 1;

    /** The first eight bytes of the header, without the mask; zeros follow a shorter one. */
    private final long head;
    /** The last two bytes of a header of ten bytes. */
    private final short headEnd;
    /** Length of the header without the mask: 2, 4 or 10 bytes. */
    private final int headBytes;
    /** Length of the header with the mask. */
    private final int headerBytes;

    private final int payloadBytes;
    /** The payload, padded with zeros, after {@link #LEAD} unused words. */
    private final long[] words;

    /** @param opcode may have the bit {@link MessageDeflate#RSV1} */
    UnmaskedFrame(int opcode, byte[] payload) {
        ByteBuffer header = header(opcode, payload.length);
        headBytes = header.position();
        headerBytes = headBytes + MASK_BYTES;
        head = header.getLong(0);
        headEnd = header.getShort(Long.BYTES);
        payloadBytes = payload.length;
        words = words(payload);
    }

    /** The header without the mask (RFC 6455 section 5.2), at the beginning of a longer buffer. */
    private static ByteBuffer header(int opcode, int length) {
        ByteBuffer header = ByteBuffer.allocate(2 * Long.BYTES).put((byte) (FIN | opcode));
        if (length <= 125) {
            header.put((byte) (MASKED | length));
        } else if (length <= 0xffff) {
            header.put((byte) (MASKED | 126)).putShort((short) length);
        } else {
            header.put((byte) (MASKED | 127)).putLong(length);
        }
        return header.order(ByteOrder.LITTLE_ENDIAN);
    }

    private static long[] words(byte[] payload) {
        long[] words = new long[LEAD + (payload.length + Long.BYTES - 1) / Long.BYTES];
        for (int i = 0; i < payload.length; i++) {
            words[LEAD + i / Long.BYTES] |= (payload[i] & 0xffL) << Byte.SIZE * (i % Long.BYTES);
        }
        return words;
    }

    /** Writes the frame, and returns the address after it. Each step overwrites the excess bytes of the step before. */
    long write(long address, int mask) {
        long wide = (long) mask << Integer.SIZE | mask & 0xffff_ffffL;
        writeHead(address, wide);
        long at = address + headerBytes;
        int count = words.length - LEAD;
        if (count < LEAST_VECTOR_WORDS) {
            maskByWord(at, wide);
        } else if (count <= MOST_SHORT_WORDS) {
            maskShort(at, wide);
        } else {
            maskLong(at, wide);
        }
        return at + payloadBytes;
    }

    private void maskByWord(long at, long wide) {
        for (int i = LEAD; i < words.length; i++) {
            PlatformDependent.putLong(at + (long) Long.BYTES * (i - LEAD), words[i] ^ wide);
        }
    }

    private void maskShort(long at, long wide) {
        int count = Math.min(words.length - LEAD, MOST_WORDS);
        for (int i = 0; i < count; i++) {
            PlatformDependent.putLong(at + (long) Long.BYTES * i, words[LEAD + i] ^ wide);
        }
    }

    private void maskLong(long at, long wide) {
        int count = Math.min(words.length - LEAD, MOST_WORDS);
        for (int i = 0; i < count; i++) {
            PlatformDependent.putLong(at + (long) Long.BYTES * i, words[LEAD + i] ^ wide);
        }
    }

    private void writeHead(long address, long wide) {
        if (headBytes == LONG_HEAD_BYTES) {
            PlatformDependent.putLong(address, head);
            PlatformDependent.putShort(address + Long.BYTES, headEnd);
            PlatformDependent.putInt(address + LONG_HEAD_BYTES, (int) wide);
        } else {
            PlatformDependent.putLong(address, head | wide << Byte.SIZE * headBytes);
        }
    }
}
