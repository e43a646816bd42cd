package wse.engine;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.unix.Socket;
import io.netty.channel.uring.IoUringSocketChannel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A connection's way out: straight into the socket where that can be, so that the channel with its queue, promise and events
 * is spared; else, and for what the socket does not take, through the channel. Confined to the channel's event loop.
 */
final class Outlet {

    /** Linux's number, asm-generic/errno-base.h. */
    private static final int EAGAIN = 11;

    private final Connection connection;
    private final LoopState loop;
    private ChannelHandlerContext context;
    private boolean tls;
    /** For writes past the channel; null where they have to go through it: TLS, and transports other than epoll. */
    private Socket socket;

    /** For frames past the channel, and all that is read; null but with io_uring. */
    private RingSocket ring;
    /** Frames on their way through the ring; null for none. */
    private RingSends sends;

    /** The frames last sent, as the pool shows them to this connection: used again for the next ones. */
    private ByteBuf frames;

    /** Frames that a full socket has not taken whole; else null. */
    private ByteBuf unsent;

    /** Bytes of the last write that went straight into the socket. */
    private int writtenStraight;

    /** Of the frames over which the connection failed, the bytes that the socket had not taken. */
    private int failedBytes;

    private boolean full;
    /** Whether somebody waits to be told that more may be sent. */
    private boolean awaited;
    /** What was to be written while frames were on their way through the ring; it must not overtake their rest. */
    private final List<ByteBuf> deferred = new ArrayList<>(0);

    Outlet(Connection connection, LoopState loop) {
        this.connection = connection;
        this.loop = loop;
    }

    void attach(ChannelHandlerContext to, boolean tls) {
        context = to;
        this.tls = tls;
        if (to.channel() instanceof EpollSocketChannel epoll && epoll.fd() instanceof Socket fd && !tls) {
            socket = fd;
        }
    }

    /** The connection is open: from now on the ring is the way in, and out for frames, where there is one. */
    void opened() {
        if (!tls && context.channel() instanceof IoUringSocketChannel channel) {
            ring = RingSocket.takeOver(connection, this, channel);
            sends = new RingSends(ring, loop);
        }
    }

    /** Whether what is sent goes to the kernel at the end of the loop's turn, together with that of other connections. */
    boolean isGathering() {
        return ring != null;
    }

    void setTcpNoDelay(boolean noDelay) {
        if (context != null && context.channel().isOpen()) {
            context.channel().config().setOption(ChannelOption.TCP_NODELAY, noDelay);
        }
    }

    /** Who is told no waits to be told {@link ConnectionListener#onWritable}. */
    boolean isWritable() {
        boolean writable = isReady();
        awaited |= !writable;
        return writable;
    }

    private boolean isReady() {
        return context != null && !full && !isSending();
    }

    private boolean isSending() {
        return sends != null && sends.isSending();
    }

    /** Every write is a change, there and back; true if this one is the end of a wait, which alone is worth telling. */
    boolean isWritableAgain() {
        if (!full || !context.channel().isWritable()) {
            return false;
        }
        full = false;
        awaited = false;
        releaseUnsent();
        return true;
    }

    private boolean isNoLongerAwaited() {
        boolean was = awaited;
        awaited = false;
        return was;
    }

    int unsentBytes() {
        if (isSending()) {
            return sends.bytes();
        }
        return unsent == null ? failedBytes : unsent.readableBytes();
    }

    private void releaseUnsent() {
        if (unsent != null) {
            unsent.release();
            unsent = null;
        }
    }

    /** The connection has ended. */
    void release() {
        releaseUnsent();
        deferred.forEach(ByteBuf::release);
        deferred.clear();
        if (ring != null) {
            ring.stop();
            if (!sends.isSending()) {
                sends.release();
            }
        }
    }

    /** See {@link Connection#sendFrames}; the connection is open. */
    int sendFrames(FrameBlock block, int count, int writes) {
        if (!isReady()) {
            throw new IllegalStateException("frames may be sent only while the connection is writable");
        }
        if (sends != null) {
            sends.send(block, count);
            awaited = writes > 1;
            return 1;
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
        awaited = sent < writes;
        return sent;
    }

    /**
     * A write through the ring is done.
     *
     * @param result bytes that the socket has taken, or the negative error number
     */
    void sent(int result) {
        int bytes = sends.bytes();
        ByteBuf rest = sends.sent(Math.max(0, result));
        if (!context.channel().isOpen()) {
            sends.release();
        } else if (rest != null && (result >= 0 || result == -EAGAIN)) {
            unsent = rest.retain();
            writeThroughChannel(rest);
            rest = null;
        }
        if (rest != null) {
            rest.release();
            failedBytes = bytes;
            connection.failed(RingSocket.failure("send", result));
        }
        writeDeferred();
        if (isReady() && isNoLongerAwaited()) {
            connection.writable();
        }
    }

    private void writeDeferred() {
        if (!deferred.isEmpty()) {
            deferred.forEach(this::writeThroughChannel);
            deferred.clear();
        }
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
        if (isSending()) {
            deferred.add(out);
            return;
        }
        if (socket != null && out.hasMemoryAddress() && !full && isWrittenStraight(out)) {
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
        full = !context.channel().isWritable();
        if (full) {
            connection.full();
        }
    }
}
