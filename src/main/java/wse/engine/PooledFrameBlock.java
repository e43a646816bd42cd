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
    /**
     * How many calls of {@link #close} are still due. The buffer's own count does not tell this: after its release, Netty may use
     * the same object for another buffer.
     */
    private int holders = 1;

    PooledFrameBlock(FrameContents contents, int framesPerWrite, LoopState loop) {
        super(contents, framesPerWrite, poolFrames(contents));
        int bytes = bytes(0, frames());
        int room = bytes + UnmaskedFrames.SPARE_BYTES;
        pool = loop.allocator().directBuffer(room, room);
        address = pool.hasMemoryAddress() ? pool.memoryAddress() : 0;
        new UnmaskedFrames(contents).write(pool, 0, frames(), bytes, loop.entropy());
    }

    /** If there are several messages, they already fill as much memory as their creator wants. */
    private static int poolFrames(FrameContents contents) {
        return contents.payloads().size() > 1
                ? 1
                : POOL_BYTES / FrameBlock.frameBytes(contents.payloads().get(0).length);
    }

    /** Memory address of the pool; 0 if Java does not reveal it. */
    long memoryAddress() {
        return address;
    }

    /** The position of frames in the pool. */
    int position(int from, int count) {
        check(from, count);
        return bytes(0, from);
    }

    /**
     * A part of the pool; the caller releases it.
     *
     * @param used as in {@link #take}
     */
    ByteBuf view(int from, int to, ByteBuf used) {
        ByteBuf out = used.unwrap() == pool ? used : pool.duplicate();
        return out.setIndex(from, to).retain();
    }

    @Override
    ByteBuf take(int from, int count, ByteBuf used, LoopState loop) {
        int position = position(from, count);
        return view(position, position + bytes(from, count), used);
    }

    @Override
    int sendBy(EpollOutlet outlet, int from, int count, int writes) {
        return address == 0
                ? outlet.sendByChannel(this, from, count, writes)
                : outlet.sendPooled(this, from, count, writes);
    }

    @Override
    RingFrames ringFrames(RingSocket socket, LoopState loop) {
        return new PooledRingFrames(this, socket);
    }

    /** Keeps the pool until {@link #close} has been called one more time. */
    PooledFrameBlock retain() {
        holders++;
        return this;
    }

    boolean isReleased() {
        return holders == 0;
    }

    /** Releases the memory even if somebody still holds it: the event loop and its connections have ended. */
    void releaseWithLoop() {
        if (!isReleased()) {
            holders = 0;
            pool.release(pool.refCnt());
        }
    }

    @Override
    public void close() {
        holders--;
        if (holders == 0) {
            pool.release();
        }
    }
}
