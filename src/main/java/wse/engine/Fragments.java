package wse.engine;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** The part of a fragmented message that has arrived so far. Confined to the connection's event loop. */
final class Fragments {

    /** No message has begun. */
    static final Fragments NONE = new Fragments(false, Unpooled.EMPTY_BUFFER);

    private final boolean text;
    private final ByteBuf payload;

    private Fragments(boolean text, ByteBuf payload) {
        this.text = text;
        this.payload = payload;
    }

    /** A message that begins with a copy of this payload. */
    static Fragments of(boolean text, ByteBuf first) {
        return new Fragments(text, first.alloc().buffer(first.readableBytes()).writeBytes(first));
    }

    /** Whether a message has begun and not ended yet. */
    boolean isBegun() {
        return this != NONE;
    }

    /** Whether a text message is incomplete. */
    boolean isText() {
        return text;
    }

    /** How many bytes have arrived so far. */
    int bytes() {
        return payload.readableBytes();
    }

    void add(ByteBuf next) {
        payload.writeBytes(next);
    }

    /** The last fragment has arrived: passes the whole message on, and releases it. */
    void end(Connection to) {
        try {
            to.message(payload, text);
        } finally {
            payload.release();
        }
    }

    void release() {
        payload.release();
    }
}
