package wse.engine;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;

/** Encodes a client's frames, which are always masked and here never fragmented (RFC 6455 section 5). Pure functions. */
final class FrameEncoder {

    /** Two bytes, an 8-byte length, and a 4-byte mask. */
    static final int MAX_HEADER_BYTES = 14;

    private static final int FIN = 0x80;
    private static final int MASKED = 0x80;

    private FrameEncoder() {}

    /**
     * The payload of a control frame; released if it is too long.
     *
     * @throws IllegalArgumentException if it is longer than 125 bytes (RFC 6455 section 5.5)
     */
    static ByteBuf requireControl(ByteBuf payload) {
        int length = payload.readableBytes();
        if (length > 125) {
            payload.release();
            throw new IllegalArgumentException("the payload of a ping must not exceed 125 bytes: length=" + length);
        }
        return payload;
    }

    /** Length of a frame: header, mask and payload. */
    static int frameBytes(int payloadBytes) {
        return payloadBytes + (payloadBytes <= 125 ? 6 : payloadBytes <= 0xffff ? 8 : MAX_HEADER_BYTES);
    }

    /**
     * Appends one frame. Reads the payload without moving its indices.
     *
     * @param opcode may have the bit {@link MessageDeflate#RSV1}
     */
    static void encode(ByteBuf out, int opcode, ByteBuf payload, int mask) {
        int length = payload.readableBytes();
        out.ensureWritable(frameBytes(length));
        out.writeByte(FIN | opcode);
        writeLength(out, length);
        out.writeInt(mask);
        writeMasked(out, payload, mask);
    }

    private static void writeLength(ByteBuf out, int length) {
        if (length <= 125) {
            out.writeByte(MASKED | length);
        } else if (length <= 0xffff) {
            out.writeByte(MASKED | 126).writeShort(length);
        } else {
            out.writeByte(MASKED | 127).writeLong(length);
        }
    }

    /** Uses NIO views of the memory, because a {@code ByteBuf} checks its reference count on each access. */
    private static void writeMasked(ByteBuf out, ByteBuf payload, int mask) {
        int length = payload.readableBytes();
        ByteBuffer from = Views.of(payload, payload.readerIndex(), length);
        ByteBuffer to = Views.of(out, out.writerIndex(), length);
        mask(from, to, length, mask);
        out.writerIndex(out.writerIndex() + length);
    }

    private static void mask(ByteBuffer from, ByteBuffer to, int length, int mask) {
        long wide = (long) mask << 32 | mask & 0xffffffffL;
        int source = from.position();
        int target = to.position();
        int i = 0;
        for (; length - i >= Long.BYTES; i += Long.BYTES) {
            to.putLong(target + i, from.getLong(source + i) ^ wide);
        }
        for (int shift = 24; i < length; i++, shift -= 8) {
            to.put(target + i, (byte) (from.get(source + i) ^ mask >>> (shift & 31)));
        }
    }
}
