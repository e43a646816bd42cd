package wse.server;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;

/**
 * A channel's handler as an element of its {@link Loop}'s list. The loop visits all elements at each tick, so that no
 * connection needs a timer of its own. Confined to the channel's event loop.
 */
abstract class LoopMember extends ChannelInboundHandlerAdapter {

    /** How long a channel stays open after the server's last message, so that the client can read it and close. */
    private static final int LINGER_MILLIS = 2_000;

    final Loop loop;
    final DuplexChannel channel;

    /** Index in the loop's list, which keeps it up to date while this handler is in the list. */
    int position;

    /** Whether the last message has been sent. */
    private boolean lingering;

    /** The latest time at which the channel is then closed, on the loop's clock. */
    private int lingersUntilMillis;

    LoopMember(Loop loop, DuplexChannel channel) {
        this.loop = loop;
        this.channel = channel;
    }

    /** Does the work that is due at a tick. Called only before the last message has been sent. */
    abstract void tick(int nowMillis);

    /** Sends the last message because the server stops. Called only before the last message has been sent. */
    abstract void goAway();

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        loop.join(this);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        loop.leave(this);
    }

    final boolean lingering() {
        return lingering;
    }

    /** The server stops: sends the last message, unless it has been sent already. */
    final void stop() {
        if (!lingering()) {
            goAway();
        }
    }

    final void sweep(int nowMillis) {
        if (!lingering()) {
            tick(nowMillis);
        } else if (nowMillis - lingersUntilMillis > 0) {
            channel.close();
        }
    }

    /**
     * Sends the last message and ends the output, but reads and discards input until the client closes too or time is up: a
     * socket that is closed with unread input is reset, and a reset would deprive the client of the last message.
     */
    final void lastWord(ByteBuf word) {
        lingering = true;
        lingersUntilMillis = loop.nowMillis() + LINGER_MILLIS;
        channel.writeAndFlush(word).addListener(sent -> {
            ChannelFuture output = channel.shutdownOutput();
            output.addListener(done -> {
                if (!done.isSuccess()) {
                    channel.close();
                }
            });
        });
    }
}
