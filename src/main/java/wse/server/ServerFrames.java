package wse.server;

import io.netty.buffer.ByteBuf;

/** Encodes a server's frames: not fragmented, not masked (RFC 6455, 5.1). */
final class ServerFrames {

    /** The most bytes that the header of a server's frame has. */
    static final int MOST_HEADER_BYTES = 10;

    private static final int FIN = 0x80;

    private ServerFrames() {}

    /** Appends one frame. Does not move the indices of the payload. */
    static void write(ByteBuf out, int opcode, ByteBuf payload) {
        int length = payload.readableBytes();
        header(out, opcode, length);
        out.writeBytes(payload, payload.readerIndex(), length);
    }

    /** Appends the header of a frame of {@code length} payload bytes. */
    static void header(ByteBuf out, int opcode, int length) {
        out.writeByte(FIN | opcode);
        if (length < 126) {
            out.writeByte(length);
        } else if (length <= 0xffff) {
            out.writeByte(126);
            out.writeShort(length);
        } else {
            out.writeByte(127);
            out.writeLong(length);
        }
    }

    /** How many of the frames from index 0 on end at or before {@code taken}. */
    static int whole(ByteBuf frames, int taken) {
        int count = 0;
        int at = 0;
        while (at < taken) {
            at += frameBytes(frames, at);
            count += at <= taken ? 1 : 0;
        }
        return count;
    }

    private static int frameBytes(ByteBuf frames, int index) {
        int length = frames.getByte(index + 1);
        return switch (length) {
            case 126 -> 4 + frames.getUnsignedShort(index + 2);
            case 127 -> 10 + (int) frames.getLong(index + 2);
            default -> 2 + length;
        };
    }
}
