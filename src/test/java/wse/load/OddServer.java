package wse.load;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A WebSocket server with one thread that answers frames, including ping frames, in an odd way. Close frames are
 * answered properly.
 */
final class OddServer implements AutoCloseable {

    /** How one connection answers. */
    interface Habit {
        void on(WebSocketFrame frame, Peer peer);
    }

    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    /** The connections so far, oldest first. Confined to the server's thread. */
    private final List<Peer> peers = new ArrayList<>();

    private final Channel channel;

    /** @param habits creates the habit of each connection */
    OddServer(Supplier<Habit> habits) {
        channel = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel child) {
                        child.pipeline()
                                .addLast(
                                        new HttpServerCodec(),
                                        new HttpObjectAggregator(8_192),
                                        new WebSocketServerProtocolHandler("/", null, false, 1 << 24),
                                        new Opened(habits.get()));
                    }
                })
                .bind("127.0.0.1", 0)
                .syncUninterruptibly()
                .channel();
    }

    InetSocketAddress address() {
        return (InetSocketAddress) channel.localAddress();
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }

    /** One connection. */
    final class Peer {

        private final Channel channel;

        private Peer(Channel channel) {
            this.channel = channel;
        }

        void send(WebSocketFrame frame) {
            channel.writeAndFlush(frame);
        }

        /** All connections, this one included. */
        List<Peer> everybody() {
            return peers;
        }

        void later(Runnable task, int millis) {
            channel.eventLoop().schedule(task, millis, TimeUnit.MILLISECONDS);
        }
    }

    /** Replaces Netty's own handler, which would answer pings, as soon as the connection is open. */
    private final class Opened extends SimpleChannelInboundHandler<WebSocketFrame> {

        private final Habit habit;
        private Peer peer;

        Opened(Habit habit) {
            this.habit = habit;
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event instanceof WebSocketServerProtocolHandler.HandshakeComplete) {
                context.pipeline().remove(WebSocketServerProtocolHandler.class);
                peer = new Peer(context.channel());
                peers.add(peer);
            }
        }

        /** The client may end a connection with a reset. */
        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
            if (frame instanceof CloseWebSocketFrame close) {
                peers.remove(peer);
                context.writeAndFlush(close.retainedDuplicate()).addListener(ChannelFutureListener.CLOSE);
            } else {
                habit.on(frame, peer);
            }
        }
    }
}
