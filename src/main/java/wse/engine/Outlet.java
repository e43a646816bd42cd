package wse.engine;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.unix.Socket;
import io.netty.channel.uring.IoUringSocketChannel;

/**
 * Sends a connection's bytes and closes its socket. There is one implementation for each path: through Netty's channel
 * ({@link ChannelOutlet}), directly to an epoll socket ({@link EpollOutlet}), and through an io_uring ring
 * ({@link RingOutlet}). Confined to the connection's event loop.
 */
abstract class Outlet {

    /** The outlet of a connection whose channel was just created. */
    static Outlet of(Connection connection, LoopState loop, ChannelHandlerContext context, boolean tls) {
        ChannelWriter writer = new ChannelWriter(connection, context);
        if (tls) {
            return new ChannelOutlet(connection, loop, writer);
        }
        if (context.channel() instanceof EpollSocketChannel channel && channel.fd() instanceof Socket socket) {
            return new EpollOutlet(connection, loop, writer, socket);
        }
        if (context.channel() instanceof IoUringSocketChannel ring) {
            return new ChannelOutlet(connection, loop, writer) {
                @Override
                Outlet upgraded() {
                    return new RingOutlet(connection, loop, writer, ring);
                }
            };
        }
        return new ChannelOutlet(connection, loop, writer);
    }

    /** The outlet to use from the moment when the connection is open. */
    Outlet upgraded() {
        return this;
    }

    /** Writes and releases a buffer. A failure is reported to {@link Connection#failed}. */
    abstract void write(ByteBuf out);

    /**
     * Whether so much data is waiting for the socket that no answers to the peer's pings should be added. When the
     * socket has taken everything, {@link Connection#writable} is called.
     */
    abstract boolean isClogged();

    /** Whether {@link #sendFrames} may be called. */
    abstract boolean isWritable();

    /** See {@link Connection#notifyWhenWritable}. */
    abstract void notifyWhenWritable();

    /** See {@link Connection#sendFrames}; the connection is open. */
    abstract int sendFrames(FrameBlock block, int from, int count, int writes);

    /** See {@link Connection#unsentBytes}. */
    abstract int unsentBytes();

    /** Whether writes wait for the end of the event loop's turn, and then go to the kernel together. */
    abstract boolean isGathering();

    /** The channel's own queue has filled or drained. */
    abstract void channelWritabilityChanged();

    abstract <T> void setOption(ChannelOption<T> option, T value);

    /** Closes the channel after everything has been written, which never happens if the peer does not read. */
    abstract void closeWhenWritten();

    /** Closes the channel; what the socket has not taken yet is lost. */
    abstract void close();

    /** Closes the channel at once, so that neither side keeps a socket in TIME_WAIT. */
    abstract void reset();

    /** The connection has ended: releases all memory. */
    abstract void release();
}
