package wse.server;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import wse.config.MessageForm;

/**
 * A WSE server to test against, as strict as the genuine one and stricter: it validates every token, inflates, decodes and
 * counts what it is sent. Listens from {@link #start} to {@link #close()}; may be called from any thread.
 */
public final class ReferenceServer implements AutoCloseable {

    /** The protocol it speaks, as {@code wse.dialect} names it. */
    public static final String DIALECT = "wse";

    /**
     * Bytes read from a socket at once: little from one that sends little, so that many half-sent requests do not hold
     * much, and up to 256 KiB from a flood. On one core 9.6 M frames of 175 B a second were counted with 64 KiB, 11.0 M
     * with 256 KiB ({@code bench/server-read.sh}).
     */
    private static final int LEAST_READ_BYTES = 2 << 10;

    private static final int FIRST_READ_BYTES = 4 << 10;
    private static final int MOST_READ_BYTES = 256 << 10;

    /** Connections the kernel may hold ready for acceptance; it takes the smaller of this and its own limit. */
    private static final int BACKLOG = 65_535;

    private static final long SHUTDOWN_SECONDS = 5;

    private final Service service;
    private final EventLoopGroup acceptor;
    private final EventLoopGroup group;
    private final Map<EventExecutor, Loop> loops;
    private Channel listening;
    private Channel metrics;

    private ReferenceServer(ServerOptions options) {
        this.service = Service.of(options, InstantSource.system());
        ServerOptions.Listen listen = options.listen();
        this.group = listen.transport().eventLoops(listen.loops(), "wse-server");
        this.acceptor = listen.acceptsOnItsLoop() ? group : listen.transport().eventLoops(1, "wse-accept");
        this.loops = StreamSupport.stream(group.spliterator(), false)
                .collect(Collectors.toUnmodifiableMap(Function.identity(), executor -> new Loop(service)));
        loops.forEach((executor, loop) -> loop.start(executor));
    }

    /**
     * Starts to listen.
     *
     * @throws UncheckedIOException if a port cannot be had
     * @throws UnsupportedOperationException if this machine lacks the transport
     */
    public static ReferenceServer start(ServerOptions options) {
        ReferenceServer server = new ReferenceServer(options);
        try {
            server.listen();
            return server;
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private void listen() {
        ServerOptions.Listen listen = service.options().listen();
        service.tokens().warm();
        RecvByteBufAllocator reads =
                new AdaptiveRecvByteBufAllocator(LEAST_READ_BYTES, FIRST_READ_BYTES, MOST_READ_BYTES);
        metrics = bound(
                new ServerBootstrap()
                        .group(acceptor)
                        .channel(listen.transport().serverChannel())
                        .childHandler(new Metrics(service.counters()))
                        .bind(new InetSocketAddress("127.0.0.1", listen.metricsPort())),
                "metrics-port",
                listen.metricsPort());
        ServerBootstrap bootstrap = new ServerBootstrap().group(acceptor, group);
        if (listen.acceptsOnItsLoop()) {
            bootstrap.handler(new AcceptInTurns());
        }
        listening = bound(
                bootstrap
                        .channel(listen.transport().serverChannel())
                        .option(ChannelOption.SO_BACKLOG, BACKLOG)
                        .option(listen.transport().reusePort(), listen.processes() > 1)
                        .childOption(ChannelOption.TCP_NODELAY, true)
                        .childOption(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                        .childOption(ChannelOption.RECVBUF_ALLOCATOR, reads)
                        .childHandler(new Admission())
                        .bind(new InetSocketAddress(listen.host(), listen.port())),
                "port",
                listen.port());
    }

    private static Channel bound(ChannelFuture binding, String name, int port) {
        binding.awaitUninterruptibly();
        if (!binding.isSuccess()) {
            throw new UncheckedIOException(new IOException(
                    name + " must be free on this machine: " + name + "=" + port + " ("
                            + binding.cause().getMessage() + "); take another, or 0 for a free one",
                    binding.cause()));
        }
        return binding.channel();
    }

    /** Lets a connection in. 2.5.1 ends it at once when there is no place; 2.0.0 sees that after the handshake only. */
    private final class Admission extends ChannelInitializer<Channel> {

        @Override
        protected void initChannel(Channel channel) {
            Counters counters = service.counters();
            boolean early = service.options().speech().form() == MessageForm.V2_5_1;
            if (early
                    && counters.connections.get() >= service.options().limits().maxConnections()) {
                counters.rejected.increment();
                channel.close();
                return;
            }
            HttpRequestDecoder http = new HttpRequestDecoder();
            channel.pipeline().addLast(http, new Handshake(loops.get(channel.eventLoop()), http));
        }
    }

    /** The port that clients connect to. */
    public int port() {
        return ((InetSocketAddress) listening.localAddress()).getPort();
    }

    /** Where the counters are. */
    public URI metricsUri() {
        int port = ((InetSocketAddress) metrics.localAddress()).getPort();
        return URI.create("http://127.0.0.1:" + port + "/metrics");
    }

    /** Stops: no new connections, a close frame to those there are, then all threads end. */
    @Override
    public void close() {
        if (listening != null) {
            listening.close().awaitUninterruptibly();
            loops.forEach((executor, loop) -> executor.submit(loop::end).awaitUninterruptibly());
        }
        acceptor.shutdownGracefully(0, SHUTDOWN_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly();
        group.shutdownGracefully(0, SHUTDOWN_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly();
        loops.values().forEach(Loop::close);
    }
}
