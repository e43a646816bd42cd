package wse.run;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
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
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The parts of an MQTT 3.1.1 broker that a load test needs. It answers CONNECT, PINGREQ, and PUBLISH with QoS 1, counts
 * PUBLISH, and drops clients that do not log in first. It knows nothing about this project's dialects.
 */
final class MqttBroker implements AutoCloseable {

    private static final int CONNECT = 0x10;
    private static final int PUBLISH = 0x30;
    private static final int PUBLISH_QOS_1 = 0x32;
    private static final int PINGREQ = 0xC0;

    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Channel channel;
    private final Set<String> clients = ConcurrentHashMap.newKeySet();
    private final AtomicLong published = new AtomicLong();
    private final AtomicLong pings = new AtomicLong();

    /** @param port 0 for a free one */
    MqttBroker(int port) {
        WebSocketServerProtocolConfig config = WebSocketServerProtocolConfig.newBuilder()
                .websocketPath("/mqtt")
                .subprotocols("mqtt")
                .maxFramePayloadLength(1 << 20)
                .build();
        channel = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel child) {
                        child.pipeline().addLast(new HttpServerCodec(), new HttpObjectAggregator(65_536));
                        child.pipeline().addLast(new WebSocketServerProtocolHandler(config), new Client());
                    }
                })
                .bind("127.0.0.1", port)
                .syncUninterruptibly()
                .channel();
    }

    /** Serves until it is killed; for runs by hand. Argument: the port. */
    public static void main(String[] args) {
        try (MqttBroker broker = new MqttBroker(Integer.parseInt(args[0]))) {
            broker.channel.closeFuture().syncUninterruptibly();
        }
    }

    int port() {
        return ((InetSocketAddress) channel.localAddress()).getPort();
    }

    /** Identifiers of all clients so far. */
    Set<String> clients() {
        return clients;
    }

    long published() {
        return published.get();
    }

    long pings() {
        return pings.get();
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }

    /** One connection. */
    private final class Client extends SimpleChannelInboundHandler<BinaryWebSocketFrame> {

        private boolean loggedIn;

        @Override
        protected void channelRead0(ChannelHandlerContext context, BinaryWebSocketFrame frame) {
            ByteBuf packet = frame.content();
            switch (packet.getUnsignedByte(0)) {
                case CONNECT -> connect(context, packet);
                case PUBLISH -> {
                    published.incrementAndGet();
                    proceed(context, true);
                }
                case PUBLISH_QOS_1 -> {
                    published.incrementAndGet();
                    int id = idAt(packet);
                    proceed(context, true, 0x40, 2, packet.getByte(id), packet.getByte(id + 1));
                }
                case PINGREQ -> {
                    pings.incrementAndGet();
                    proceed(context, true, 0xD0, 0);
                }
                default -> context.close();
            }
        }

        /** The client's identifier follows the protocol name, level, flags and keep-alive. */
        private void connect(ChannelHandlerContext context, ByteBuf packet) {
            int length = packet.getUnsignedShort(12);
            clients.add(packet.toString(14, length, StandardCharsets.UTF_8));
            proceed(context, false, 0x20, 2, 0, 0);
        }

        /** The packet's id follows the remaining length and the topic. */
        private static int idAt(ByteBuf packet) {
            int at = 1;
            while (packet.getByte(at) < 0) {
                at++;
            }
            return at + 3 + packet.getUnsignedShort(at + 1);
        }

        private void proceed(ChannelHandlerContext context, boolean afterLogin, int... answer) {
            if (loggedIn != afterLogin) {
                context.close();
                return;
            }
            loggedIn = true;
            if (answer.length > 0) {
                ByteBuf bytes = Unpooled.buffer(answer.length);
                for (int value : answer) {
                    bytes.writeByte(value);
                }
                context.writeAndFlush(new BinaryWebSocketFrame(bytes));
            }
        }
    }
}
