package wse.engine;

import io.netty.buffer.ByteBuf;
import io.netty.channel.uring.IoUringIoOps;

/**
 * One connection's frames on their way through its {@link RingSocket}, a write at a time. Of a pooled block a connection
 * always sends the same frames, so that what asks for them is made once. Confined to the connection's event loop.
 */
final class RingSends {

    private final RingSocket socket;
    private final LoopState loop;

    /** The block of {@link #ops}, whose pool is kept for as long; null before the first. */
    private FrameBlock block;
    /** By the number of frames, each made when it is needed first. */
    private IoUringIoOps[] ops;
    /** Where in the block's pool they begin. */
    private int from;

    private int bytes;
    /** The frames under way where they are fresh; null for pooled ones. */
    private ByteBuf fresh;

    private boolean sending;

    RingSends(RingSocket socket, LoopState loop) {
        this.socket = socket;
        this.loop = loop;
    }

    boolean isSending() {
        return sending;
    }

    /** Of the write under way, or the last one. */
    int bytes() {
        return bytes;
    }

    /** Nothing may be under way. */
    void send(FrameBlock next, int count) {
        next.check(count);
        bytes = count * next.frameBytes();
        socket.send(next.isPooled() ? pooled(next, count) : fresh(next, count));
        sending = true;
    }

    private IoUringIoOps pooled(FrameBlock next, int count) {
        if (next != block) {
            release();
            block = next.retain();
            ops = new IoUringIoOps[next.framesPerWrite() + 1];
            from = next.take(next.framesPerWrite());
        }
        if (ops[count] == null) {
            ops[count] = socket.newSend(next.memoryAddress() + from, bytes);
        }
        return ops[count];
    }

    private IoUringIoOps fresh(FrameBlock next, int count) {
        fresh = next.next(count, null, loop);
        return socket.newSend(fresh.memoryAddress() + fresh.readerIndex(), bytes);
    }

    /**
     * The write is done.
     *
     * @return what the socket has not taken, for the caller to release; null if it has taken all
     */
    ByteBuf sent(int taken) {
        sending = false;
        ByteBuf frames = fresh;
        fresh = null;
        if (taken == bytes) {
            if (frames != null) {
                frames.release();
            }
            return null;
        }
        return frames == null ? block.view(from + taken, from + bytes, null) : frames.skipBytes(taken);
    }

    /** Nothing may be under way. */
    void release() {
        if (block != null) {
            block.close();
            block = null;
        }
    }
}
