package wse.engine;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;

/** Passes the events of a Netty channel on to a connection. Confined to the channel's event loop. */
final class ConnectionHandler extends ChannelInboundHandlerAdapter implements ChannelFutureListener {

    private final Connection connection;
    private boolean connectHasReturned;

    ConnectionHandler(Connection connection) {
        this.connection = connection;
    }

    /** {@link WebSocketClient#connect} returns: from now on, events are passed on at once. */
    void connectReturns() {
        connectHasReturned = true;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        connection.attached(context);
    }

    /** A connect may succeed at once, before the caller has received the connection. */
    @Override
    public void channelActive(ChannelHandlerContext context) {
        if (connectHasReturned) {
            connection.connected();
        } else {
            connection.loop().execute(this::connectedLater);
        }
    }

    private void connectedLater() {
        try {
            connection.connected();
        } catch (RuntimeException e) {
            connection.failed(e);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        long now = System.nanoTime();
        ByteBuf in = (ByteBuf) message;
        try {
            connection.received(in, now);
        } finally {
            in.release();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        connection.readComplete();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        connection.writabilityChanged();
    }

    /** Unlike channelInactive, this is also called for a connection that was never active, and never from inside close(). */
    @Override
    public void channelUnregistered(ChannelHandlerContext context) {
        connection.ended();
    }

    /** A failed TLS handshake is reported here first, and then causes further exceptions. */
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake) {
            if (handshake.isSuccess()) {
                connection.secured();
            } else {
                connection.failed(handshake.cause());
            }
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        connection.failed(cause);
    }

    /** The connect has succeeded or failed. */
    @Override
    public void operationComplete(ChannelFuture connect) {
        if (!connect.isSuccess()) {
            boolean proxied = connection.endpoint().proxy().isPresent();
            connection.failed(proxied ? ProxyException.unreachable(connect.cause()) : connect.cause());
        }
    }
}
