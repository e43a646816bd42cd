package wse.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;

/**
 * A channel's handler as its {@link Loop} sees it: a node of the loop's list, swept once a tick, so that no connection
 * holds a timer of its own. Confined to the channel's event loop.
 */
abstract class LoopMember extends ChannelInboundHandlerAdapter {

    /** How long a channel may linger after the server's last word, for the client to read it and to close. */
    private static final int LINGER_MILLIS = 2_000;

    final Loop loop;
    ChannelHandlerContext context;

    /** Neighbours in the loop's list; both null outside. */
    LoopMember previous;

    LoopMember next;

    /** On the loop's clock; 0 while there is more to say. */
    private int lingersUntilMillis;

    LoopMember(Loop loop) {
        this.loop = loop;
    }

    /** Looks after the channel, which is not lingering. */
    abstract void tick(int nowMillis);

    /** The server stops: the last word is due. */
    abstract void goAway();

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
        loop.join(this);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        loop.leave(this);
    }

    final boolean lingering() {
        return lingersUntilMillis != 0;
    }

    final void sweep(int nowMillis) {
        if (!lingering()) {
            tick(nowMillis);
        } else if (nowMillis - lingersUntilMillis > 0) {
            context.close();
        }
    }

    /**
     * Says the last word and ends the output, but reads on (and discards) until the client closes too or time is up: a
     * socket closed over unread input is reset, and a reset would take the last word from the client.
     */
    final void lastWord(ByteBuf word) {
        lingersUntilMillis = Math.max(1, loop.nowMillis() + LINGER_MILLIS);
        context.writeAndFlush(word == null ? Unpooled.EMPTY_BUFFER : word).addListener(sent -> {
            ChannelFuture output = ((DuplexChannel) context.channel()).shutdownOutput();
            output.addListener(done -> {
                if (!done.isSuccess()) {
                    context.close();
                }
            });
        });
    }
}
