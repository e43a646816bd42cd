package wse.engine;

import io.netty.buffer.ByteBuf;
import io.netty.channel.unix.Socket;
import java.io.IOException;

/**
 * Sends directly to an epoll socket, which avoids the cost of the channel's queue, promises and events. The channel writes
 * only the bytes that the socket did not take.
 */
final class EpollOutlet extends ChannelOutlet {

    /** The result of a system call that failed, which means that the connection has failed too. */
    private static final int FAILED = -1;

    private final Socket socket;

    EpollOutlet(Connection connection, LoopState loop, ChannelWriter channel, Socket socket) {
        super(connection, loop, channel);
        this.socket = socket;
    }

    @Override
    void write(ByteBuf out) {
        if (channel.isFull() || !out.hasMemoryAddress()) {
            channel.write(out);
            return;
        }
        int taken = send(out.memoryAddress(), out.readerIndex(), out.writerIndex());
        if (taken == FAILED || taken == out.readableBytes()) {
            out.release();
        } else {
            channel.write(out.skipBytes(taken));
        }
    }

    @Override
    int sendFrames(FrameBlock block, int from, int count, int writes) {
        requireWritable();
        return block.sendBy(this, from, count, writes);
    }

    /**
     * Sends frames directly from the pool. A flood with one frame per write spends its time in this loop and in the kernel.
     */
    int sendPooled(PooledFrameBlock block, int from, int count, int writes) {
        int position = block.position(from, count);
        int bytes = block.bytes(from, count);
        int sent = 0;
        while (sent < writes && connection.isOpen() && !channel.isFull()) {
            int taken = send(block.memoryAddress(), position, position + bytes);
            if (taken == bytes) {
                sent++;
            } else if (taken != FAILED) {
                frames = block.view(position + taken, position + bytes, frames);
                sent += channel.writeFrames(frames, taken) ? 1 : 0;
            }
        }
        return sent;
    }

    /** Sends frames that get new masks. Several writes are prepared at once. */
    int sendFresh(FreshFrameBlock block, int from, int count, int writes) {
        block.check(from, count);
        int bytes = block.bytes(from, count);
        int sent = 0;
        while (sent < writes && connection.isOpen() && !channel.isFull()) {
            frames = block.prepare(from, count, writes - sent, loop);
            sent += sendPrepared(bytes);
        }
        return sent;
    }

    /**
     * Sends and releases the prepared writes until the socket is full. Returns how many were made, not counting one that
     * failed before the socket took a byte.
     */
    private int sendPrepared(int bytes) {
        int made = 0;
        for (int at = 0; at < frames.writerIndex(); at += bytes) {
            int taken = send(frames.memoryAddress(), at, at + bytes);
            if (taken == FAILED) {
                break;
            }
            made++;
            if (taken < bytes) {
                ByteBuf rest = copyOf(at + taken, at + bytes);
                frames.release();
                return channel.writeFrames(rest, taken) ? made : made - 1;
            }
        }
        frames.release();
        return made;
    }

    /** The loop's buffer, which is in the CPU's cache, stays free for the next write. */
    private ByteBuf copyOf(int from, int to) {
        return loop.allocator().directBuffer(to - from).writeBytes(frames, from, to - from);
    }

    /** Sends frames through the channel, which also works if Java does not reveal memory addresses. */
    int sendByChannel(FrameBlock block, int from, int count, int writes) {
        return super.sendFrames(block, from, count, writes);
    }

    /** Returns how many bytes the socket took, or {@link #FAILED}. */
    private int send(long address, int from, int to) {
        try {
            return socket.sendAddress(address, from, to);
        } catch (IOException e) {
            connection.failed(e);
            return FAILED;
        }
    }
}
