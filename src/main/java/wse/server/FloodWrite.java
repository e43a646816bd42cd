package wse.server;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.util.concurrent.atomic.LongAdder;

/** Writes of frames that are counted as sent when the socket has taken their last byte. */
final class FloodWrite {

    private FloodWrite() {}

    /**
     * Writes and releases whole frames. If the connection dies during the write, the frames that the socket took completely
     * are counted.
     *
     * @param frames a direct buffer, so that the transport writes this buffer itself and moves its reader index
     * @return completes when all frames have been taken and counted, or when the connection has died
     */
    static ChannelFuture send(Channel channel, ByteBuf frames, int count, LongAdder sent) {
        // Retained beyond the write, in order to see how much of the buffer the socket took.
        frames.retain();
        return channel.writeAndFlush(frames).addListener(write -> {
            sent.add(write.isSuccess() ? count : ServerFrames.whole(frames, frames.readerIndex()));
            frames.release();
        });
    }
}
