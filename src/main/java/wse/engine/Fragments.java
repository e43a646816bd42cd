package wse.engine;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** The part of a fragmented message that has arrived so far. Confined to the connection's event loop. */
final class Fragments {

    private ByteBuf payload = Unpooled.EMPTY_BUFFER;
    private boolean begun;
    private boolean text;

    /** Whether a message has begun and not ended yet. */
    boolean isBegun() {
        return begun;
    }

    /** Whether a text message is incomplete. */
    boolean isText() {
        return begun && text;
    }

    /** How many bytes have arrived so far. */
    int bytes() {
        return begun ? payload.readableBytes() : 0;
    }

    void begin(boolean isText, ByteBuf first) {
        begun = true;
        text = isText;
        payload = first.alloc().buffer(first.readableBytes()).writeBytes(first);
    }

    void add(ByteBuf next) {
        payload.writeBytes(next);
    }

    /** The last fragment has arrived: passes the whole message on. */
    void end(Connection to) {
        ByteBuf whole = payload;
        clear();
        try {
            to.message(whole, text);
        } finally {
            whole.release();
        }
    }

    void release() {
        payload.release();
        clear();
    }

    private void clear() {
        begun = false;
        payload = Unpooled.EMPTY_BUFFER;
    }
}
