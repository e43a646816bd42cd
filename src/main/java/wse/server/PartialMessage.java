package wse.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import wse.dialect.Utf8;

/** The unmasked payload of a fragmented message that has arrived so far. Confined to the channel's event loop. */
final class PartialMessage {

    private ByteBuf payload = Unpooled.EMPTY_BUFFER;
    private boolean begun;
    private int opcode;
    private boolean compressed;
    /** End of the part of a text that is known to be valid. */
    private int validUntil;

    /** Whether a message has begun and not ended yet. */
    boolean isBegun() {
        return begun;
    }

    int bytes() {
        return begun ? payload.readableBytes() : 0;
    }

    /**
     * Begins a message unless one has begun already.
     *
     * @param first the first byte of the frame
     */
    void begin(int first, int firstBytes, ByteBufAllocator allocator) {
        if (!begun) {
            begun = true;
            opcode = first & 0x0f;
            compressed = (first & ConnectionCompression.RSV1) != 0;
            validUntil = 0;
            payload = allocator.buffer(firstBytes);
        }
    }

    /** Unmasks the payload of a frame and adds it. */
    void add(ByteBuf in, int index, int length, int mask) {
        Masks.append(in, index, length, mask, payload);
    }

    /** Whether the message can still become valid: text must be UTF-8 (RFC 6455, 8.1) when it is inflated. */
    boolean canBeValid(Utf8 utf8) {
        if (opcode == FrameReader.TEXT && !compressed && validUntil >= 0 && validUntil < bytes()) {
            validUntil = utf8.validUntil(payload, validUntil);
        }
        return validUntil >= 0;
    }

    int opcode() {
        return opcode;
    }

    boolean isCompressed() {
        return compressed;
    }

    ByteBuf payload() {
        return payload;
    }

    void release() {
        begun = false;
        payload.release();
        payload = Unpooled.EMPTY_BUFFER;
    }
}
