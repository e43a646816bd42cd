package wse.engine;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOption;

/** Sends through Netty's channel: used for TLS, and for transports without a faster path. */
class ChannelOutlet extends Outlet {

    final Connection connection;
    final LoopState loop;
    final ChannelWriter channel;

    /** The buffer that the block last returned to this connection; it is reused for the next frames. */
    ByteBuf frames = Unpooled.EMPTY_BUFFER;

    ChannelOutlet(Connection connection, LoopState loop, ChannelWriter channel) {
        this.connection = connection;
        this.loop = loop;
        this.channel = channel;
    }

    @Override
    void write(ByteBuf out) {
        channel.write(out);
    }

    @Override
    final boolean isClogged() {
        return channel.isClogged();
    }

    @Override
    boolean isWritable() {
        return !channel.isFull();
    }

    /** A full channel always reports when it has drained. */
    @Override
    void notifyWhenWritable() {}

    @Override
    int sendFrames(FrameBlock block, int from, int count, int writes) {
        requireWritable();
        int sent = 0;
        while (sent < writes && connection.isOpen() && !channel.isFull()) {
            frames = block.take(from, count, frames, loop);
            sent += channel.writeFrames(frames, 0) ? 1 : 0;
        }
        return sent;
    }

    final void requireWritable() {
        if (!isWritable()) {
            throw new IllegalStateException("frames may be sent only while the connection is writable");
        }
    }

    @Override
    int unsentBytes() {
        return channel.unsentBytes();
    }

    @Override
    boolean isGathering() {
        return false;
    }

    @Override
    final void channelWritabilityChanged() {
        channel.writabilityChanged();
    }

    @Override
    void closeWhenWritten() {
        channel.closeWhenWritten();
    }

    @Override
    final void close() {
        channel.close();
    }

    @Override
    final void reset() {
        setOption(ChannelOption.SO_LINGER, 0);
        channel.close();
    }

    @Override
    final <T> void setOption(ChannelOption<T> option, T value) {
        if (channel.isOpen()) {
            channel.setOption(option, value);
        }
    }

    @Override
    void release() {
        channel.release();
    }
}
