package wse.cluster;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.PendingWriteQueue;
import io.netty.util.ReferenceCountUtil;
import java.nio.channels.ClosedChannelException;

/**
 * Holds back what is written to a connection until the handshake has ended and this handler is removed. Confined to the
 * event loop.
 */
final class Delay extends ChannelOutboundHandlerAdapter {

    /** Anything beyond this is dropped, as on a bad network; JGroups sends it again. */
    private static final int MOST = 64;

    private PendingWriteQueue waiting;

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        waiting = new PendingWriteQueue(ctx);
        ctx.channel().closeFuture().addListener(closed -> waiting.removeAndFailAll(new ClosedChannelException()));
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (waiting.size() < MOST && ctx.channel().isOpen()) {
            waiting.add(message, promise);
        } else {
            ReferenceCountUtil.release(message);
            promise.tryFailure(new ClosedChannelException());
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        waiting.removeAndWriteAll();
        ctx.flush();
    }
}
