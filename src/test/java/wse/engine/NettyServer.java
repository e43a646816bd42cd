package wse.engine;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketServerExtensionHandler;
import io.netty.handler.codec.http.websocketx.extensions.compression.PerMessageDeflateServerExtensionHandshaker;
import io.netty.handler.ssl.SslContext;
import java.net.InetSocketAddress;
import java.util.Map;

/** Netty's own WebSocket server. Echoes each data frame in {@code pieces} fragments. */
final class NettyServer implements AutoCloseable {

    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Channel channel;

    NettyServer(int pieces, SslContext tls) {
        this(pieces, tls, false);
    }

    /** @param compresses whether it accepts every parameter of permessage-deflate */
    NettyServer(int pieces, SslContext tls, boolean compresses) {
        channel = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel child) {
                        if (tls != null) {
                            child.pipeline().addLast(tls.newHandler(child.alloc()));
                        }
                        child.pipeline().addLast(new HttpServerCodec(), new HttpObjectAggregator(65536));
                        if (compresses) {
                            child.pipeline().addLast(newCompression());
                        }
                        child.pipeline()
                                .addLast(new WebSocketServerProtocolHandler(config(compresses)), new Echo(pieces));
                    }
                })
                .bind("127.0.0.1", 0)
                .syncUninterruptibly()
                .channel();
    }

    private static WebSocketServerExtensionHandler newCompression() {
        return new WebSocketServerExtensionHandler(
                new PerMessageDeflateServerExtensionHandshaker(6, true, 15, true, true, 0));
    }

    private static WebSocketServerProtocolConfig config(boolean compresses) {
        return WebSocketServerProtocolConfig.newBuilder()
                .websocketPath("/echo")
                .maxFramePayloadLength(1 << 20)
                .allowExtensions(compresses)
                .build();
    }

    InetSocketAddress address() {
        return (InetSocketAddress) channel.localAddress();
    }

    Endpoint endpoint() {
        return Endpoint.of(address(), "localhost:" + address().getPort(), "/echo", Map.of());
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 5, java.util.concurrent.TimeUnit.SECONDS).syncUninterruptibly();
    }

    private static final class Echo extends SimpleChannelInboundHandler<WebSocketFrame> {

        private final int pieces;

        Echo(int pieces) {
            this.pieces = pieces;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
            int length = frame.content().readableBytes();
            for (int piece = 0; piece < pieces; piece++) {
                int from = (int) ((long) length * piece / pieces);
                int to = (int) ((long) length * (piece + 1) / pieces);
                boolean last = piece == pieces - 1;
                var content = frame.content().retainedSlice(from, to - from);
                if (piece > 0) {
                    context.write(new ContinuationWebSocketFrame(last, 0, content));
                } else if (frame instanceof TextWebSocketFrame) {
                    context.write(new TextWebSocketFrame(last, 0, content));
                } else {
                    context.write(new BinaryWebSocketFrame(last, 0, content));
                }
            }
            context.flush();
        }
    }
}
