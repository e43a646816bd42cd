package wse.engine;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/**
 * A direct buffer that is lent again and again. It is free when nobody else holds a reference. If a borrower still holds it
 * when it is needed again, because a socket is full or a TLS record incomplete, it belongs to that borrower and a new buffer
 * takes its place. Confined to one event loop.
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

    /** An empty buffer with room for at least this many bytes; the caller releases it. */
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
