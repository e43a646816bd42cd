package wse.engine;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.uring.IoUringIoOps;

/** Frames that get new masks for each write. */
final class FreshRingFrames extends RingFrames {

    private final FrameBlock block;
    private final RingSocket socket;
    private final LoopState loop;
    /** The frames of the write under way; empty if no write is under way. */
    private ByteBuf frames = Unpooled.EMPTY_BUFFER;

    FreshRingFrames(FrameBlock block, RingSocket socket, LoopState loop) {
        super(block);
        this.block = block;
        this.socket = socket;
        this.loop = loop;
    }

    /** Each write has a buffer of its own size, because many connections may have a write under way. */
    @Override
    IoUringIoOps next(int from, int count) {
        block.check(from, count);
        int bytes = block.bytes(from, count);
        frames = loop.allocator().directBuffer(bytes);
        block.encode(frames, from, count, loop.entropy());
        return socket.newSend(frames.memoryAddress(), bytes);
    }

    @Override
    void sent() {
        frames.release();
        frames = Unpooled.EMPTY_BUFFER;
    }

    @Override
    ByteBuf rest(int bytes) {
        ByteBuf rest = frames.skipBytes(frames.readableBytes() - bytes);
        frames = Unpooled.EMPTY_BUFFER;
        return rest;
    }

    @Override
    void release() {}
}
