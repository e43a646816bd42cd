package wse.engine;

import io.netty.util.internal.PlatformDependent;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The frame of one message, prepared so that it can be masked and written quickly: as words of eight bytes, so that masking
 * takes one operation per word, even for the last bytes. The last word is written whole; the next frame overwrites what
 * exceeds the payload. Words go directly to memory, because the checks of a {@code ByteBuffer} would take as long as
 * everything else (MaskBench). Immutable.
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

    /** The first eight bytes of the header, without the mask; zeros follow a shorter one. */
    private final long head;
    /** The last two bytes of a header of ten bytes. */
    private final short headEnd;
    /** Length of the header without the mask: 2, 4 or 10 bytes. */
    private final int headBytes;

    private final int payloadBytes;
    /** The payload, padded with zeros. */
    private final long[] words;

    /** @param opcode may have the bit {@link MessageDeflate#RSV1} */
    UnmaskedFrame(int opcode, byte[] payload) {
        ByteBuffer header = header(opcode, payload.length);
        headBytes = header.position();
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
        long[] words = new long[(payload.length + Long.BYTES - 1) / Long.BYTES];
        for (int i = 0; i < payload.length; i++) {
            words[i / Long.BYTES] |= (payload[i] & 0xffL) << Byte.SIZE * (i % Long.BYTES);
        }
        return words;
    }

    /** Writes the frame, and returns the address after it. Each step overwrites the excess bytes of the step before. */
    long write(long address, int mask) {
        long wide = (long) mask << Integer.SIZE | mask & 0xffff_ffffL;
        long at = writeHead(address, wide);
        for (int i = 0; i < words.length; i++) {
            PlatformDependent.putLong(at + (long) Long.BYTES * i, words[i] ^ wide);
        }
        return at + payloadBytes;
    }

    private long writeHead(long address, long wide) {
        if (headBytes == LONG_HEAD_BYTES) {
            PlatformDependent.putLong(address, head);
            PlatformDependent.putShort(address + Long.BYTES, headEnd);
            PlatformDependent.putInt(address + LONG_HEAD_BYTES, (int) wide);
        } else {
            PlatformDependent.putLong(address, head | wide << Byte.SIZE * headBytes);
        }
        return address + headBytes + MASK_BYTES;
    }
}
