package wse.engine;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.uring.IoUringIoOps;

/**
 * Frames from a pool. A connection sends the same frames each time, so that it creates one request to the ring for each
 * number of frames, and not one for each write.
 */
final class PooledRingFrames extends RingFrames {

    private final PooledFrameBlock block;
    private final RingSocket socket;
    /** Indexed by the number of frames; each is created when it is first needed. */
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
