package wse.engine;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.uring.IoUringIoOps;

/**
 * Frames of a pool. A connection sends the same ones each time, so that a request to the ring is made once for each number
 * of frames, and not once for each write.
 */
final class PooledRingFrames extends RingFrames {

    private final PooledFrameBlock block;
    private final RingSocket socket;
    /** By number of frames; each is made when it is needed first. */
    private final IoUringIoOps[] writes;

    private final int from;
    private int lastBytes;

    PooledRingFrames(PooledFrameBlock block, RingSocket socket) {
        super(block);
        this.block = block.retain();
        this.socket = socket;
        this.writes = new IoUringIoOps[block.framesPerWrite() + 1];
        this.from = block.take(block.framesPerWrite());
    }

    @Override
    IoUringIoOps next(int count) {
        lastBytes = count * block.frameBytes();
        if (writes[count] == null) {
            writes[count] = socket.newSend(block.memoryAddress() + from, lastBytes);
        }
        return writes[count];
    }

    @Override
    void sent() {}

    @Override
    ByteBuf rest(int bytes) {
        int end = from + lastBytes;
        return block.view(end - bytes, end, Unpooled.EMPTY_BUFFER);
    }

    @Override
    void release() {
        block.close();
    }
}
