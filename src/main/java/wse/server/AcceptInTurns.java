package wse.server;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Of a listening channel that shares its loop with the connections: after 16 accepts (Netty's default) they have their turn. Left to itself
 * Netty accepts whatever waits first, and where more comes all the time nobody is answered. Confined to the event loop.
 */
final class AcceptInTurns extends ChannelInboundHandlerAdapter {

    /** As Netty does where there is no descriptor left: one will not be free at once. */
    private static final long REST_NANOS = TimeUnit.SECONDS.toNanos(1);

    private Future<?> next;

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        ctx.channel().config().setAutoRead(false);
        // Through the timer queue even when due: tasks are done to the last before sockets are looked at again.
        acceptIn(ctx, 1);
        ctx.fireChannelReadComplete();
    }

    /** Of an accept; comes after {@link #channelReadComplete}. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.channel().config().setAutoRead(false);
        acceptIn(ctx, REST_NANOS);
        ctx.fireExceptionCaught(cause);
    }

    private void acceptIn(ChannelHandlerContext ctx, long nanos) {
        if (next != null) {
            next.cancel(false);
        }
        next = ctx.executor().schedule(() -> ctx.channel().config().setAutoRead(true), nanos, TimeUnit.NANOSECONDS);
    }
}
