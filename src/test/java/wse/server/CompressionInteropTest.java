package wse.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler.ClientHandshakeStateEvent;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketClientExtensionHandler;
import io.netty.handler.codec.http.websocketx.extensions.compression.PerMessageDeflateClientExtensionHandshaker;
import java.net.URI;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compressed messages from Netty's own client, which is independent of the server, and back. */
class CompressionInteropTest {

    private static final int[] LENGTHS = {0, 1, 125, 126, 600, 4095, 4096, 32_768, 65_536, 300_000};

    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final BlockingQueue<byte[]> received = new LinkedBlockingQueue<>();
    private final CompletableFuture<Void> open = new CompletableFuture<>();

    @AfterEach
    void close() {
        group.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }

    @ParameterizedTest
    @CsvSource({"15, false", "15, true", "9, false", "9, true"})
    void shouldEchoWhatNettyCompresses(int serverWindowBits, boolean noContext) throws Exception {
        ServerOptions defaults = ServerOptions.defaults();
        ServerOptions echoes = defaults.withSpeech(
                defaults.speech().withDialect(ServerDialect.ECHO).withCompression(true));
        try (ReferenceServer server = ReferenceServer.start(echoes)) {
            Channel channel = connect(server.port(), serverWindowBits, noContext);
            open.get(20, TimeUnit.SECONDS);
            assertThat(channel.pipeline().names()).anyMatch(name -> name.contains("PerMessageDeflateEncoder"));
            for (int round = 0; round < 2; round++) {
                for (int length : LENGTHS) {
                    byte[] message = message(length);
                    channel.writeAndFlush(new BinaryWebSocketFrame(Unpooled.wrappedBuffer(message)));
                    assertThat(received.poll(20, TimeUnit.SECONDS)).isEqualTo(message);
                }
            }
        }
    }

    private Channel connect(int port, int serverWindowBits, boolean noContext) {
        WebSocketClientProtocolConfig config = WebSocketClientProtocolConfig.newBuilder()
                .webSocketUri(URI.create("ws://127.0.0.1:" + port + "/"))
                .allowExtensions(true)
                .maxFramePayloadLength(1 << 20)
                .build();
        return new Bootstrap()
                .group(group)
                .channel(NioSocketChannel.class)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(
                                        new HttpClientCodec(),
                                        new HttpObjectAggregator(8192),
                                        new WebSocketClientExtensionHandler(
                                                new PerMessageDeflateClientExtensionHandshaker(
                                                        6, true, serverWindowBits, noContext, noContext, 0)),
                                        new WebSocketClientProtocolHandler(config),
                                        new Listener());
                    }
                })
                .connect("127.0.0.1", port)
                .syncUninterruptibly()
                .channel();
    }

    /** Half noise and half repetition. */
    private static byte[] message(int length) {
        byte[] message = new byte[length];
        new Random(length).nextBytes(message);
        for (int i = length / 2; i < length; i++) {
            message[i] = message[i % 300];
        }
        return message;
    }

    private final class Listener extends SimpleChannelInboundHandler<WebSocketFrame> {

        @Override
        protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
            received.add(ByteBufUtil.getBytes(frame.content()));
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event == ClientHandshakeStateEvent.HANDSHAKE_COMPLETE) {
                open.complete(null);
            }
        }
    }
}
