package wse.engine;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.uring.IoUringIoOps;

/**
 * Frames from a pool. A connection sends the same frames again and again, so it keeps its requests to the ring and
 * seldom has to create one for a write.
 */
final class PooledRingFrames extends RingFrames {

    /** A power of two; enough for a flood of echoes that keeps 16 messages in flight. */
    private static final int MOST_REQUESTS = 32;

    private final PooledFrameBlock block;
    private final RingSocket socket;
    /** The most recent requests, by the first frame and the number of frames. */
    private final IoUringIoOps[] requests;

    private final int[] froms;
    private final int[] counts;
    private int position;
    private int lastBytes;

    PooledRingFrames(PooledFrameBlock block, RingSocket socket) {
        super(block);
        this.block = block.retain();
        this.socket = socket;
        this.requests = new IoUringIoOps[MOST_REQUESTS];
        this.froms = new int[MOST_REQUESTS];
        this.counts = new int[MOST_REQUESTS];
    }

    @Override
    IoUringIoOps next(int from, int count) {
        position = block.position(from, count);
        lastBytes = block.bytes(from, count);
        int slot = from + 5 * count & MOST_REQUESTS - 1;
        if (froms[slot] != from || counts[slot] != count) {
            requests[slot] = socket.newSend(block.memoryAddress() + position, lastBytes);
            froms[slot] = from;
            counts[slot] = count;
        }
        return requests[slot];
    }

    @Override
    ByteBuf rest(int bytes) {
        int end = position + lastBytes;
        return block.view(end - bytes, end, Unpooled.EMPTY_BUFFER);
    }

    @Override
    void release() {
        block.close();
    }
}
