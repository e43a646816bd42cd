package wse.engine;

import io.netty.buffer.ByteBuf;

/** Frames that get new masks for each write, as RFC 6455 section 5.3 requires. Holds no memory between writes. */
final class FreshFrameBlock extends FrameBlock {

    FreshFrameBlock(int opcode, byte[] payload, int framesPerWrite) {
        super(opcode, payload, framesPerWrite);
    }

    @Override
    ByteBuf next(int frames, ByteBuf used, LoopState loop) {
        check(frames);
        ByteBuf out = loop.writeBuffer(frames * frameBytes());
        encode(out, frames, loop.entropy());
        return out;
    }

    @Override
    int sendBy(EpollOutlet outlet, int frames, int writes) {
        return outlet.sendBuffers(this, frames, writes);
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
