package wse.engine;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.unix.Socket;
import java.io.IOException;

/**
 * A connection's way out: straight into the socket where that can be, so that the channel with its queue, promise and events
 * is spared; else, and for what the socket does not take, through the channel. Confined to the channel's event loop.
 */
final class Outlet {

    private final Connection connection;
    private final LoopState loop;
    private ChannelHandlerContext context;
    /** For writes past the channel; null where they have to go through it: TLS, and transports other than epoll. */
    private Socket socket;

    /** The frames last sent, as the pool shows them to this connection: used again for the next ones. */
    private ByteBuf frames;

    /** Frames that a full socket has not taken whole; else null. */
    private ByteBuf unsent;

    /** Bytes of the last write that went straight into the socket. */
    private int writtenStraight;

    /** Of the frames over which the connection failed, the bytes that the socket had not taken. */
    private int failedBytes;

    private boolean full;

    Outlet(Connection connection, LoopState loop) {
        this.connection = connection;
        this.loop = loop;
    }

    void attach(ChannelHandlerContext to, boolean tls) {
        context = to;
        if (to.channel() instanceof EpollSocketChannel epoll && epoll.fd() instanceof Socket fd && !tls) {
            socket = fd;
        }
    }

    void setTcpNoDelay(boolean noDelay) {
        if (context != null && context.channel().isOpen()) {
            context.channel().config().setOption(ChannelOption.TCP_NODELAY, noDelay);
        }
    }

    boolean isWritable() {
        return context != null && context.channel().isWritable();
    }

    /** Every write is a change, there and back; true if this one is the end of a wait, which alone is worth telling. */
    boolean isWritableAgain() {
        if (!full || !isWritable()) {
            return false;
        }
        full = false;
        release();
        return true;
    }

    int unsentBytes() {
        return unsent == null ? failedBytes : unsent.readableBytes();
    }

    void release() {
        if (unsent != null) {
            unsent.release();
            unsent = null;
        }
    }

    /** See {@link Connection#sendFrames}; the connection is open. */
    int sendFrames(FrameBlock block, int count, int writes) {
        if (!isWritable()) {
            throw new IllegalStateException("frames may be sent only while the connection is writable");
        }
        boolean straight = socket != null && block.memoryAddress() != 0;
        int sent = 0;
        while (sent < writes && connection.isOpen() && !full) {
            writtenStraight = 0;
            if (straight) {
                writePooled(block, count);
            } else {
                frames = block.next(count, frames, loop);
                write(frames);
            }
            sent += isSent(count * block.frameBytes()) ? 1 : 0;
        }
        return sent;
    }

    /** The shortest way there is: a flood of one frame a write is this loop, and the kernel. */
    private void writePooled(FrameBlock block, int count) {
        int from = block.take(count);
        int to = from + count * block.frameBytes();
        try {
            writtenStraight = socket.sendAddress(block.memoryAddress(), from, to);
        } catch (IOException e) {
            connection.failed(e);
            return;
        }
        if (writtenStraight < to - from) {
            frames = block.view(from + writtenStraight, to, frames);
            writeThroughChannel(frames);
        }
    }

    /** Whether any of a write has gone out, or will; what has not is kept, or counted if it never will. */
    private boolean isSent(int bytes) {
        if (!connection.isOpen()) {
            failedBytes = writtenStraight == 0 ? 0 : bytes - writtenStraight;
            return writtenStraight > 0;
        }
        if (full) {
            unsent = frames.retain();
        }
        return true;
    }

    /** Releases what it writes. A failure comes back through {@link Connection#failed}. */
    void write(ByteBuf out) {
        if (socket != null && out.hasMemoryAddress() && isWritable() && isWrittenStraight(out)) {
            return;
        }
        writeThroughChannel(out);
    }

    /** Whether that is all. */
    private boolean isWrittenStraight(ByteBuf out) {
        try {
            writtenStraight = socket.sendAddress(out.memoryAddress(), out.readerIndex(), out.writerIndex());
            out.skipBytes(writtenStraight);
            if (out.isReadable()) {
                return false;
            }
        } catch (IOException e) {
            connection.failed(e);
        }
        out.release();
        return true;
    }

    /** The void promise is what brings a failure back, as an exception of the channel. */
    private void writeThroughChannel(ByteBuf out) {
        context.writeAndFlush(out, context.voidPromise());
        full = !isWritable();
    }
}
