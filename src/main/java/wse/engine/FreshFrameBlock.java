package wse.engine;

import io.netty.buffer.ByteBuf;

/** Frames that get new masks for each write, as RFC 6455 section 5.3 requires. Holds no memory between writes. */
final class FreshFrameBlock extends FrameBlock {

    FreshFrameBlock(FrameContents contents, int framesPerWrite) {
        super(contents, framesPerWrite, 1);
    }

    @Override
    ByteBuf take(int from, int count, ByteBuf used, LoopState loop) {
        check(from, count);
        ByteBuf out = loop.writeBuffer(bytes(from, count));
        encode(out, from, count, loop.entropy());
        return out;
    }

    @Override
    int sendBy(EpollOutlet outlet, int from, int count, int writes) {
        return outlet.sendBuffers(this, from, count, writes);
    }

    @Override
    RingFrames ringFrames(RingSocket socket, LoopState loop) {
        return new FreshRingFrames(this, socket, loop);
    }

    @Override
    public void close() {
        // There is nothing to release: each write has its own memory.
    }
}
