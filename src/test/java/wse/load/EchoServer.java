package wse.load;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** An echo server built on Netty's own codec that misbehaves on demand. */
public final class EchoServer implements AutoCloseable {

    /** How the server reacts to a message. */
    enum Mood {
        ECHO,
        SWALLOW,
        ECHO_TWICE,
        CLOSE_4000,
        /** Echoes, and closes the connection immediately afterwards. */
        ECHO_AND_CLOSE_4000,
        /** Stops reading for a while. */
        PAUSE,
        DROP
    }

    /** Chooses what to do with the nth message, counted from 1 over all connections. */
    interface Moods {
        Mood of(int nth);
    }

    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final ChannelGroup children = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final AtomicInteger messages = new AtomicInteger();
    private final AtomicLong characters = new AtomicLong();
    private final AtomicInteger upgrades = new AtomicInteger();
    private final Channel channel;

    /** The server's treatment of a connection after the upgrade. */
    interface Welcome {
        /** @param nth number of the connection, counted from 1 */
        void greet(int nth, ChannelHandlerContext context);
    }

    /** A server that sends every message back. */
    public static EchoServer start() {
        return new EchoServer(nth -> Mood.ECHO);
    }

    EchoServer(Moods moods) {
        this(moods, (nth, context) -> {});
    }

    EchoServer(Moods moods, Welcome welcome) {
        channel = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel child) {
                        children.add(child);
                        child.pipeline()
                                .addLast(
                                        new HttpServerCodec(),
                                        new HttpObjectAggregator(8_192),
                                        new WebSocketServerProtocolHandler("/"),
                                        new Handler(moods, welcome));
                    }
                })
                .bind("127.0.0.1", 0)
                .syncUninterruptibly()
                .channel();
    }

    public InetSocketAddress address() {
        return (InetSocketAddress) channel.localAddress();
    }

    /**
     * Waits until every connection made so far has ended.
     *
     * @return false if that took longer
     */
    boolean awaitNoConnection(int seconds) {
        return children.newCloseFuture().awaitUninterruptibly(seconds, TimeUnit.SECONDS);
    }

    /** Length of all messages, which are ASCII. */
    long characters() {
        return characters.get();
    }

    int messages() {
        return messages.get();
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private final class Handler extends SimpleChannelInboundHandler<TextWebSocketFrame> {

        private final Moods moods;
        private final Welcome welcome;

        Handler(Moods moods, Welcome welcome) {
            this.moods = moods;
            this.welcome = welcome;
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event instanceof WebSocketServerProtocolHandler.HandshakeComplete) {
                welcome.greet(upgrades.incrementAndGet(), context);
            }
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, TextWebSocketFrame frame) {
            characters.addAndGet(frame.content().readableBytes());
            switch (moods.of(messages.incrementAndGet())) {
                case ECHO -> context.writeAndFlush(frame.retainedDuplicate());
                case ECHO_TWICE -> {
                    context.write(frame.retainedDuplicate());
                    context.writeAndFlush(frame.retainedDuplicate());
                }
                case ECHO_AND_CLOSE_4000 -> {
                    context.write(frame.retainedDuplicate());
                    context.writeAndFlush(new CloseWebSocketFrame(4000, "enough"));
                }
                case CLOSE_4000 -> context.writeAndFlush(new CloseWebSocketFrame(4000, "enough"));
                case DROP -> context.pipeline().firstContext().close();
                case PAUSE -> {
                    context.channel().config().setAutoRead(false);
                    context.executor()
                            .schedule(() -> context.channel().config().setAutoRead(true), 20, TimeUnit.MILLISECONDS);
                }
                case SWALLOW -> {}
            }
        }
    }
}
