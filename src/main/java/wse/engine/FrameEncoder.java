package wse.engine;

import io.netty.buffer.ByteBuf;

/** Client frames: never fragmented, always masked (RFC 6455 section 5.2 and 5.3). Pure functions. */
final class FrameEncoder {

    /** Two bytes, an 8 byte length, a 4 byte mask. */
    static final int MAX_HEADER_BYTES = 14;

    private static final int FIN = 0x80;
    private static final int MASKED = 0x80;

    private FrameEncoder() {}

    /** Length of a frame: header, mask and payload. */
    static int frameBytes(int payloadBytes) {
        return payloadBytes + (payloadBytes <= 125 ? 6 : payloadBytes <= 0xffff ? 8 : MAX_HEADER_BYTES);
    }

    /** Appends one frame. Reads the payload without moving its indices. */
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

    private static void writeMasked(ByteBuf out, ByteBuf payload, int mask) {
        long wide = (long) mask << 32 | mask & 0xffffffffL;
        int from = payload.readerIndex();
        int end = payload.writerIndex();
        int to = out.writerIndex();
        for (; end - from >= Long.BYTES; from += Long.BYTES, to += Long.BYTES) {
            out.setLong(to, payload.getLong(from) ^ wide);
        }
        for (int shift = 24; from < end; from++, to++, shift -= 8) {
            out.setByte(to, payload.getByte(from) ^ mask >>> (shift & 31));
        }
        out.writerIndex(to);
    }
}
