package wse.engine;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelConfig;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.util.UncheckedBooleanSupplier;

/**
 * Gives all connections of an event loop the same read buffer, which is free again as soon as a read has been handled. Idle
 * connections therefore hold no buffer, and a busy one can read a lot at once. Not suitable for io_uring, where many reads
 * are under way at the same time. Confined to one event loop.
 */
final class ReadBuffers implements RecvByteBufAllocator, RecvByteBufAllocator.ExtendedHandle {

    /** The most reads from one connection before the next one gets its turn. */
    private static final int MAX_READS_IN_A_ROW = 16;

    private final ReusableBuffer buffer;
    private int reads;
    private int attemptedBytes;
    private int lastBytes;

    ReadBuffers(ReusableBuffer buffer) {
        this.buffer = buffer;
    }

    /** One handle serves all channels: its state is that of the current read, and an event loop does one read at a time. */
    @Override
    @SuppressWarnings("deprecation") // Netty's own interface still returns it
    public Handle newHandle() {
        return this;
    }

    @Override
    public ByteBuf allocate(ByteBufAllocator alloc) {
        return buffer.borrow(0);
    }

    @Override
    public int guess() {
        return buffer.capacity();
    }

    @Override
    public void reset(ChannelConfig config) {
        reads = 0;
        lastBytes = 0;
    }

    @Override
    public void incMessagesRead(int numMessages) {
        reads += numMessages;
    }

    @Override
    public void lastBytesRead(int bytes) {
        lastBytes = bytes;
    }

    @Override
    public int lastBytesRead() {
        return lastBytes;
    }

    @Override
    public void attemptedBytesRead(int bytes) {
        attemptedBytes = bytes;
    }

    @Override
    public int attemptedBytesRead() {
        return attemptedBytes;
    }

    /** A read that did not fill the buffer has emptied the socket, so another read would waste a system call. */
    @Override
    public boolean continueReading() {
        return lastBytes == attemptedBytes && reads < MAX_READS_IN_A_ROW;
    }

    @Override
    public boolean continueReading(UncheckedBooleanSupplier maybeMoreData) {
        return maybeMoreData.get() && reads < MAX_READS_IN_A_ROW;
    }

    @Override
    public void readComplete() {
        // Nothing to learn: the buffer's size is fixed.
    }
}
