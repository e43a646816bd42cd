package wse.engine;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** The part of a fragmented message that has arrived so far. Confined to the connection's event loop. */
final class Fragments {

    /** No message has begun. */
    static final Fragments NONE = new Fragments(0, Unpooled.EMPTY_BUFFER);

    /** The first byte of the first frame. */
    private final int first;

    private final ByteBuf payload;

    private Fragments(int first, ByteBuf payload) {
        this.first = first;
        this.payload = payload;
    }

    /**
     * A message that begins with a copy of this payload.
     *
     * @param first the first byte of the frame
     */
    static Fragments of(int first, ByteBuf payload) {
        return new Fragments(
                first, payload.alloc().buffer(payload.readableBytes()).writeBytes(payload));
    }

    /** Whether a message has begun and not ended yet. */
    boolean isBegun() {
        return this != NONE;
    }

    /** The first byte of the message's first frame; 0 if no message has begun. */
    int first() {
        return first;
    }

    /** How many bytes have arrived so far. */
    int bytes() {
        return payload.readableBytes();
    }

    void add(ByteBuf next) {
        payload.writeBytes(next);
    }

    /** Everything that has arrived so far. */
    ByteBuf payload() {
        return payload;
    }

    void release() {
        payload.release();
    }
}
