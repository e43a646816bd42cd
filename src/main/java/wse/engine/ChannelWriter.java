package wse.engine;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;

/**
 * Writes through Netty's channel, which queues bytes that a full socket does not take. All outlets need it; the faster ones
 * use it for the bytes that the socket did not take from them. Confined to the connection's event loop.
 */
final class ChannelWriter {

    /** As many answers to pings as fit into one read. */
    private static final int CLOGGED_BYTES = 64 * 1024;

    private final Connection connection;
    private final ChannelHandlerContext context;
    private boolean full;
    /** Frames that are in the channel's queue; the channel moves its reader index. Empty if the queue holds no frames. */
    private ByteBuf queuedFrames = Unpooled.EMPTY_BUFFER;
    /** Bytes of the last frames that the socket had not taken when the connection failed. */
    private int lostBytes;

    ChannelWriter(Connection connection, ChannelHandlerContext context) {
        this.connection = connection;
        this.context = context;
    }

    boolean isOpen() {
        return context.channel().isOpen();
    }

    /** The channel must be open. */
    <T> void setOption(ChannelOption<T> option, T value) {
        context.channel().config().setOption(option, value);
    }

    /** An empty write completes when everything before it has been written. */
    void closeWhenWritten() {
        context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }

    void close() {
        context.close();
    }

    /** Whether the socket is full, so that the channel's queue holds bytes. */
    boolean isFull() {
        return full;
    }

    /** Whether the channel's queue holds more than a few answers. */
    boolean isClogged() {
        return full && context.channel().bytesBeforeWritable() > CLOGGED_BYTES;
    }

    /** Writes and releases a buffer. The void promise turns a failure into an exception of the channel. */
    void write(ByteBuf out) {
        context.writeAndFlush(full ? shrunk(out) : out, context.voidPromise());
        full = !context.channel().isWritable();
        if (full) {
            connection.full();
        }
    }

    /** The loop's buffers are large. If one has to wait, a copy of the right size takes its place. */
    private static ByteBuf shrunk(ByteBuf out) {
        ByteBuf copy = out.alloc().directBuffer(out.readableBytes()).writeBytes(out);
        out.release();
        return copy;
    }

    /**
     * Writes and releases frames, or the rest of them; {@link #unsentBytes} tells how many bytes the socket has not taken.
     *
     * @param bytesBefore how many bytes of the same frames the socket has taken already
     * @return false if the connection has failed before the socket took any byte of these frames
     */
    boolean writeFrames(ByteBuf frames, int bytesBefore) {
        int bytes = frames.readableBytes();
        write(frames);
        if (!connection.isOpen()) {
            lostBytes = bytesBefore == 0 ? 0 : bytes;
            return bytesBefore > 0;
        }
        if (full) {
            queuedFrames = frames.retain();
        }
        return true;
    }

    /** Writes and releases the rest of partly sent frames, even while the connection is closing. */
    void writeRest(ByteBuf frames) {
        queuedFrames = frames.retain();
        write(frames);
        if (!queuedFrames.isReadable()) {
            release();
        }
    }

    /** Releases frames that will never be sent. */
    void lose(ByteBuf frames) {
        lostBytes = frames.readableBytes();
        frames.release();
    }

    /** Bytes of the last frames that the socket has not taken. */
    int unsentBytes() {
        return lostBytes + queuedFrames.readableBytes();
    }

    /** The channel's queue may have drained; if so, frames may be sent again. */
    void writabilityChanged() {
        if (full && context.channel().isWritable()) {
            full = false;
            release();
            connection.writable();
        }
    }

    void release() {
        queuedFrames.release();
        queuedFrames = Unpooled.EMPTY_BUFFER;
    }
}
