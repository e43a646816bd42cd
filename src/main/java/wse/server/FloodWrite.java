package wse.server;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import java.util.concurrent.atomic.LongAdder;

/** Writes of frames that are counted as sent when the socket has taken their last byte. */
final class FloodWrite {

    private FloodWrite() {}

    /**
     * Writes whole frames, which it takes over. Of a connection that dies within them, those are counted that the socket
     * took whole.
     *
     * @param frames a direct buffer, so that the transport writes, and marks how far it came in, this one and no copy
     * @return done when all is taken and counted, or the connection has died
     */
    static ChannelFuture send(ChannelHandlerContext ctx, ByteBuf frames, int count, LongAdder sent) {
        // Kept beyond the write, to see how far it came.
        frames.retain();
        return ctx.writeAndFlush(frames).addListener(write -> {
            sent.add(write.isSuccess() ? count : Frames.whole(frames, frames.readerIndex()));
            frames.release();
        });
    }
}
