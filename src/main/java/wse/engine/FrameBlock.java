package wse.engine;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * Masked frames of one message, to be written many at a time by {@link Connection#sendFrames}. Pooled frames are encoded
 * once, each under a random mask of its own, and written again and again; fresh ones are masked anew for every write (RFC
 * 6455 section 5.3 wants masks that cannot be foreseen; to whoever generates the load the pool costs nothing, and a server
 * unmasks both alike). Made by {@link WebSocketClient#newFrameBlock}. Confined to that call's event loop.
 */
public final class FrameBlock implements AutoCloseable {

    /**
     * What one write of a flood holds at most: one segment on loopback, MTU 65,536 less 40 bytes of IP and TCP and 12 of
     * timestamps. A byte more would be a segment of its own, which halved the rate of 175-byte messages
     * (bench/throughput.sh, blocks of 65,514 bytes).
     */
    public static final int BYTES = 65_483;

    /** Half of a second-level cache of 512 KiB, so that a write need not wait for memory. */
    private static final int POOL_BYTES = 4 * BYTES;

    private final int opcode;
    private final ByteBuf payload;
    private final int frameBytes;
    private final int framesPerWrite;
    /** Null if frames are to be fresh. */
    private final ByteBuf pool;

    private final long address;

    private int poolFrames;
    private int nextFrame;

    private FrameBlock(int opcode, byte[] payload, int framesPerWrite, ByteBuf pool) {
        this.opcode = opcode;
        this.payload = Unpooled.wrappedBuffer(payload);
        this.frameBytes = frameBytes(payload.length);
        this.framesPerWrite = framesPerWrite;
        this.pool = pool;
        this.address = pool != null && pool.hasMemoryAddress() ? pool.memoryAddress() : 0;
    }

    static FrameBlock fresh(int opcode, byte[] payload, int framesPerWrite) {
        return new FrameBlock(opcode, payload, framesPerWrite, null);
    }

    static FrameBlock pooled(int opcode, byte[] payload, int framesPerWrite, LoopState loop) {
        int frames = Math.max(framesPerWrite, POOL_BYTES / frameBytes(payload.length));
        int bytes = Math.multiplyExact(frames, frameBytes(payload.length));
        FrameBlock block =
                new FrameBlock(opcode, payload, framesPerWrite, loop.allocator().directBuffer(bytes, bytes));
        block.poolFrames = frames;
        block.encode(block.pool, frames, loop.entropy());
        return block;
    }

    private void encode(ByteBuf out, int frames, Entropy entropy) {
        for (int i = 0; i < frames; i++) {
            FrameEncoder.encode(out, opcode, payload, entropy.nextInt());
        }
    }

    /** Length of a client's frame on the wire: header, mask and payload (RFC 6455 section 5.2). */
    public static int frameBytes(int payloadBytes) {
        return FrameEncoder.frameBytes(payloadBytes);
    }

    /** How many frames make a block of {@link #BYTES}, at least one. */
    public static int framesPerBlock(int payloadBytes) {
        return Math.max(1, BYTES / frameBytes(payloadBytes));
    }

    /** Of one frame, on the wire. */
    public int frameBytes() {
        return frameBytes;
    }

    /** How many frames one write may take. */
    public int framesPerWrite() {
        return framesPerWrite;
    }

    boolean isPooled() {
        return pool != null;
    }

    /** To be closed once more: the pool is given back by the last {@link #close}. */
    FrameBlock retain() {
        pool.retain();
        return this;
    }

    /** Of the pool; 0 if there is none, or Java cannot tell. */
    long memoryAddress() {
        return address;
    }

    /** Where in the pool the next frames begin. */
    int take(int frames) {
        check(frames);
        if (nextFrame + frames > poolFrames) {
            nextFrame = 0;
        }
        int from = nextFrame * frameBytes;
        nextFrame += frames;
        return from;
    }

    /**
     * A part of the pool, for the caller to release.
     *
     * @param used what this gave before to the same caller, free again; null the first time
     */
    ByteBuf view(int from, int to, ByteBuf used) {
        ByteBuf out = used != null && used.unwrap() == pool ? used : pool.duplicate();
        return out.setIndex(from, to).retain();
    }

    /**
     * The next frames, for the caller to release.
     *
     * @param used as in {@link #view}
     */
    ByteBuf next(int frames, ByteBuf used, LoopState loop) {
        if (pool == null) {
            check(frames);
            ByteBuf out = loop.writeBuffer(frames * frameBytes);
            encode(out, frames, loop.entropy());
            return out;
        }
        int from = take(frames);
        return view(from, from + frames * frameBytes, used);
    }

    void check(int frames) {
        if (frames < 1 || frames > framesPerWrite) {
            throw new IllegalArgumentException(
                    "one write takes 1 to " + framesPerWrite + " frames of this block: frames=" + frames);
        }
    }

    /** Gives the memory back, when the last write that uses it is done. */
    @Override
    public void close() {
        if (pool != null) {
            pool.release();
        }
    }
}
