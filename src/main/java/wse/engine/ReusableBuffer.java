package wse.engine;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/**
 * One direct buffer that is lent out again and again: free whenever nobody but this holds a reference. A borrower that
 * keeps it longer (a full socket, a TLS record in pieces) keeps it for good, and a new one takes its place. Confined to one
 * event loop.
 */
final class ReusableBuffer {

    private final ByteBufAllocator allocator;
    private final int capacity;
    private ByteBuf buffer;

    ReusableBuffer(ByteBufAllocator allocator, int capacity) {
        this.allocator = allocator;
        this.capacity = capacity;
        this.buffer = allocator.directBuffer(capacity, capacity);
    }

    /** An empty buffer with room for at least this much; the caller releases it. */
    ByteBuf borrow(int bytes) {
        if (bytes > capacity) {
            return allocator.directBuffer(bytes);
        }
        if (buffer.refCnt() > 1) {
            buffer.release();
            buffer = allocator.directBuffer(capacity, capacity);
        }
        return buffer.clear().retain();
    }

    int capacity() {
        return capacity;
    }

    void release() {
        buffer.release();
    }
}
