package wse.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;

/** The frames that a connection is about to send, collected for a single write. Confined to the channel's event loop. */
final class Outbox {

    private static final int FIRST_BYTES = 256;

    private ByteBuf frames = Unpooled.EMPTY_BUFFER;

    boolean isEmpty() {
        return !frames.isReadable();
    }

    int bytes() {
        return frames.readableBytes();
    }

    /** The buffer to append the next frames to. */
    ByteBuf open(ByteBufAllocator allocator) {
        if (isEmpty()) {
            frames = allocator.buffer(FIRST_BYTES);
        }
        return frames;
    }

    /** Removes and returns all frames, for the caller to write. */
    ByteBuf take() {
        ByteBuf all = frames;
        frames = Unpooled.EMPTY_BUFFER;
        return all;
    }

    void release() {
        take().release();
    }
}
