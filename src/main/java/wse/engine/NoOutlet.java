package wse.engine;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelOption;

/** The outlet of a connection without a channel: nothing can be sent, and there is nothing to close. */
final class NoOutlet extends Outlet {

    /** The outlet of a connection that has no channel yet, and will have none if no socket could be created. */
    static final Outlet INSTANCE = new NoOutlet();

    private NoOutlet() {}

    @Override
    void write(ByteBuf out) {
        out.release();
    }

    @Override
    boolean isClogged() {
        return false;
    }

    @Override
    boolean isWritable() {
        return false;
    }

    @Override
    void notifyWhenWritable() {}

    @Override
    int sendFrames(FrameBlock block, int from, int count, int writes) {
        return 0;
    }

    @Override
    int unsentBytes() {
        return 0;
    }

    @Override
    boolean isGathering() {
        return false;
    }

    @Override
    void channelWritabilityChanged() {}

    @Override
    <T> void setOption(ChannelOption<T> option, T value) {}

    @Override
    void closeWhenWritten() {}

    @Override
    void close() {}

    @Override
    void reset() {}

    @Override
    void release() {}
}
