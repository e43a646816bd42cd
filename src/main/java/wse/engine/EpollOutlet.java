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

    /** Sends frames that have a buffer of their own for each write. */
    int sendBuffers(FrameBlock block, int from, int count, int writes) {
        int sent = 0;
        while (sent < writes && connection.isOpen() && !channel.isFull()) {
            frames = block.take(from, count, frames, loop);
            sent += sendBuffer() ? 1 : 0;
        }
        return sent;
    }

    /** Sends and releases the frames. Returns false if the connection failed before the socket took the first byte. */
    private boolean sendBuffer() {
        if (!frames.hasMemoryAddress()) {
            return channel.writeFrames(frames, 0);
        }
        int taken = send(frames.memoryAddress(), frames.readerIndex(), frames.writerIndex());
        if (taken == FAILED || taken == frames.readableBytes()) {
            frames.release();
            return taken != FAILED;
        }
        return channel.writeFrames(copyOfRest(taken), taken);
    }

    /** The loop's buffer, which is in the CPU's cache, stays free for the next write. */
    private ByteBuf copyOfRest(int taken) {
        ByteBuf rest = loop.allocator().directBuffer(frames.readableBytes() - taken);
        rest.writeBytes(frames, frames.readerIndex() + taken, frames.readableBytes() - taken);
        frames.release();
        return rest;
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
