package wse.engine;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;

/** Netty's events to the connection's. Confined to the channel's event loop. */
final class ConnectionHandler extends ChannelInboundHandlerAdapter implements ChannelFutureListener {

    private final Connection connection;
    private final LoopState loop;

    ConnectionHandler(Connection connection, LoopState loop) {
        this.connection = connection;
        this.loop = loop;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        connection.attached(context);
    }

    /** A connect may succeed at once: before the caller has the connection in hand. */
    @Override
    public void channelActive(ChannelHandlerContext context) {
        if (loop.isConnecting()) {
            loop.loop().execute(this::connectedLater);
        } else {
            connection.connected();
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

    /** Comes for connections that were never active, too, unlike channelInactive; and never from inside a close(). */
    @Override
    public void channelUnregistered(ChannelHandlerContext context) {
        connection.ended();
    }

    /** A failed TLS handshake says so here first, before what it brings down with it. */
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake) {
            Throwable cause = handshake.cause();
            if (cause != null) {
                connection.failed(cause);
            }
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        connection.failed(cause);
    }

    /** Of the connect. */
    @Override
    public void operationComplete(ChannelFuture connect) {
        if (!connect.isSuccess()) {
            connection.failed(connect.cause());
        }
    }
}
