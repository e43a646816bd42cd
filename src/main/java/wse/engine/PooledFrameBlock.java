package wse.engine;

import io.netty.buffer.ByteBuf;

/**
 * Frames that are encoded once, each with its own random mask, and written again and again. RFC 6455 section 5.3 requires
 * masks that cannot be predicted, in order to protect proxies from hostile scripts. A load generator runs no such scripts,
 * and a server unmasks reused frames like any others.
 */
final class PooledFrameBlock extends FrameBlock {

    /** Half of a second-level cache of 512 KiB, so that a write need not wait for memory. */
    private static final int POOL_BYTES = 4 * BYTES;

    private final ByteBuf pool;
    private final long address;
    private final int poolFrames;
    private int nextFrame;

    PooledFrameBlock(int opcode, byte[] payload, int framesPerWrite, LoopState loop) {
        super(opcode, payload, framesPerWrite);
        poolFrames = Math.max(framesPerWrite, POOL_BYTES / frameBytes());
        int bytes = Math.multiplyExact(poolFrames, frameBytes());
        pool = loop.allocator().directBuffer(bytes, bytes);
        address = pool.hasMemoryAddress() ? pool.memoryAddress() : 0;
        encode(pool, poolFrames, loop.entropy());
    }

    /** Memory address of the pool; 0 if Java does not reveal it. */
    long memoryAddress() {
        return address;
    }

    /** Chooses the next frames. Returns their position in the pool. */
    int take(int frames) {
        check(frames);
        if (nextFrame + frames > poolFrames) {
            nextFrame = 0;
        }
        int from = nextFrame * frameBytes();
        nextFrame += frames;
        return from;
    }

    /**
     * A part of the pool; the caller releases it.
     *
     * @param used as in {@link #next}
     */
    ByteBuf view(int from, int to, ByteBuf used) {
        ByteBuf out = used.unwrap() == pool ? used : pool.duplicate();
        return out.setIndex(from, to).retain();
    }

    @Override
    ByteBuf next(int frames, ByteBuf used, LoopState loop) {
        int from = take(frames);
        return view(from, from + frames * frameBytes(), used);
    }

    @Override
    int sendBy(EpollOutlet outlet, int frames, int writes) {
        return address == 0 ? outlet.sendBuffers(this, frames, writes) : outlet.sendPooled(this, frames, writes);
    }

    @Override
    RingFrames ringFrames(RingSocket socket, LoopState loop) {
        return new PooledRingFrames(this, socket);
    }

    /** Keeps the pool until {@link #close} has been called one more time. */
    PooledFrameBlock retain() {
        pool.retain();
        return this;
    }

    @Override
    public void close() {
        pool.release();
    }
}
