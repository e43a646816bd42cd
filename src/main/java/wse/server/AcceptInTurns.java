package wse.server;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * If the listening channel shares an event loop with its connections, gives them a turn after every 16 accepts (Netty's
 * default). Without this, Netty accepts all waiting connections first, and answers nobody while more keep arriving. Confined
 * to the event loop.
 */
final class AcceptInTurns extends ChannelInboundHandlerAdapter {

    /**
     * How long to wait after a failed accept, as Netty does: when file descriptors have run out, none becomes free at once.
     */
    private static final long REST_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** The next turn of the listening channel. */
    private Future<?> next = ImmediateEventExecutor.INSTANCE.newSucceededFuture(null);

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        ctx.channel().config().setAutoRead(false);
        // Uses a timer that is due at once, not a task: the event loop runs all tasks before it looks at the sockets.
        acceptIn(ctx, 1);
        ctx.fireChannelReadComplete();
    }

    /** An accept has failed. Called after {@link #channelReadComplete}. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.channel().config().setAutoRead(false);
        acceptIn(ctx, REST_NANOS);
        ctx.fireExceptionCaught(cause);
    }

    private void acceptIn(ChannelHandlerContext ctx, long nanos) {
        next.cancel(false);
        next = ctx.executor().schedule(() -> ctx.channel().config().setAutoRead(true), nanos, TimeUnit.NANOSECONDS);
    }
}
