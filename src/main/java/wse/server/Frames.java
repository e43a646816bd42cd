package wse.server;

import io.netty.buffer.ByteBuf;

/** Writes a server's frames: whole, unmasked (RFC 6455, 5.1). */
final class Frames {

    /** Header bytes of a frame this server writes, at most. */
    static final int MOST_HEADER_BYTES = 4;

    private static final int FIN = 0x80;

    private Frames() {}

    /** Appends one frame; the payload is not consumed. Payloads here are short of 64 KiB. */
    static void write(ByteBuf out, int opcode, ByteBuf payload) {
        int length = payload.readableBytes();
        out.writeByte(FIN | opcode);
        if (length < 126) {
            out.writeByte(length);
        } else {
            out.writeByte(126);
            out.writeShort(length);
        }
        out.writeBytes(payload, payload.readerIndex(), length);
    }
}
