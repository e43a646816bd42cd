package wse.engine;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.uring.IoUringIoOps;
import java.util.Arrays;

/**
 * Frames that get new masks for each write. Each connection has a buffer of its own, because many connections may have a
 * write under way. Between writes, it keeps a small buffer and the ring requests for it, so that it seldom has to create new
 * ones. It releases a large buffer, because the buffers of thousands of connections would take up too much memory.
 */
final class FreshRingFrames extends RingFrames {

    /** A power of two; enough for a flood of echoes that keeps 16 messages in flight. */
    private static final int MOST_REQUESTS = 32;

    /** Enough for 16 messages of 175 bytes. */
    private static final int MOST_KEPT_BYTES = 4 * 1024;

    private final FreshFrameBlock block;
    private final RingSocket socket;
    private final LoopState loop;
    /** The most recent requests for writes of the buffer's first bytes, by the number of frames. */
    private final IoUringIoOps[] requests = new IoUringIoOps[MOST_REQUESTS];
    /** How many bytes each of these requests sends. */
    private final int[] requestBytes = new int[MOST_REQUESTS];
    /** The frames of the write under way, or of the last one. Empty before the first write. */
    private ByteBuf frames = Unpooled.EMPTY_BUFFER;

    FreshRingFrames(FreshFrameBlock block, RingSocket socket, LoopState loop) {
        super(block);
        this.block = block;
        this.socket = socket;
        this.loop = loop;
    }

    @Override
    IoUringIoOps next(int from, int count) {
        block.check(from, count);
        makeRoom(block.roomFor(from, count));
        block.write(frames.clear(), from, count, loop.entropy());
        int bytes = frames.readableBytes();
        int slot = count & MOST_REQUESTS - 1;
        if (requestBytes[slot] != bytes) {
            requests[slot] = socket.newSend(frames.memoryAddress(), bytes);
            requestBytes[slot] = bytes;
        }
        return requests[slot];
    }

    private void makeRoom(int bytes) {
        if (frames.capacity() < bytes) {
            frames.release();
            frames = loop.allocator().directBuffer(bytes);
            forgetRequests();
        }
    }

    private void forgetRequests() {
        Arrays.fill(requests, null);
        Arrays.fill(requestBytes, 0);
    }

    /** Gives the buffer away; the next write gets another one. */
    @Override
    ByteBuf rest(int bytes) {
        ByteBuf rest = frames.skipBytes(frames.readableBytes() - bytes);
        frames = Unpooled.EMPTY_BUFFER;
        forgetRequests();
        return rest;
    }

    @Override
    void pause() {
        if (frames.capacity() > MOST_KEPT_BYTES) {
            release();
            forgetRequests();
        }
    }

    @Override
    void release() {
        frames.release();
        frames = Unpooled.EMPTY_BUFFER;
    }
}
