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
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
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
 * A WSE server to test against, at least as strict as the genuine one: it validates every token, and inflates, decodes and
 * counts all messages. Listens from {@link #start} to {@link #close()}. Thread-safe.
 */
public final class ReferenceServer implements AutoCloseable {

    /** The protocol it speaks, as {@code wse.dialect} names it. */
    public static final String DIALECT = "wse";

    /**
     * Bytes read from a socket at once: few if the client sends little, so that many incomplete requests do not hold much
     * memory, and up to 256 KiB in a flood. One core counted 9.6 million frames of 175 bytes per second with 64 KiB, and
     * 11.0 million with 256 KiB ({@code bench/server-read.sh}).
     */
    private static final int LEAST_READ_BYTES = 2 << 10;

    private static final int FIRST_READ_BYTES = 4 << 10;
    private static final int MOST_READ_BYTES = 256 << 10;

    /**
     * Receive buffer of each connection, inherited from the listening socket. Without a limit, it grows to megabytes
     * (Linux: {@code net.ipv4.tcp_rmem}), and a flood over hundreds of connections queues more than the server reads in a minute.
     */
    private static final int RECEIVE_BUFFER = 256 << 10;

    /** How many connections may wait in the kernel to be accepted; the kernel also applies a limit of its own. */
    private static final int BACKLOG = 65_535;

    private static final long SHUTDOWN_SECONDS = 5;

    private final Threads threads;
    private final Channel metrics;
    private final Channel listening;

    /** The event loops of a server, without its listening sockets. */
    private record Threads(
            Service service, EventLoopGroup acceptor, EventLoopGroup group, Map<EventExecutor, Loop> loops) {

        static Threads start(ServerOptions options) {
            Service service = Service.of(options, InstantSource.system());
            ServerOptions.Listen listen = options.listen();
            EventLoopGroup group = listen.transport().eventLoops(listen.loops(), "wse-server");
            EventLoopGroup acceptor =
                    listen.acceptsOnItsLoop() ? group : listen.transport().eventLoops(1, "wse-accept");
            Map<EventExecutor, Loop> loops = StreamSupport.stream(group.spliterator(), false)
                    .collect(
                            Collectors.toUnmodifiableMap(Function.identity(), executor -> new Loop(service, executor)));
            loops.values().forEach(Loop::start);
            return new Threads(service, acceptor, group, loops);
        }

        ServerOptions.Listen listen() {
            return service.options().listen();
        }

        /** Sends a close frame to all connections and closes them. */
        void endConnections() {
            loops.forEach((executor, loop) -> executor.submit(loop::end).awaitUninterruptibly());
        }

        void stop() {
            acceptor.shutdownGracefully(0, SHUTDOWN_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly();
            group.shutdownGracefully(0, SHUTDOWN_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly();
            loops.values().forEach(Loop::close);
        }
    }

    private ReferenceServer(Threads threads) {
        this.threads = threads;
        threads.service().tokens().warm();
        this.metrics = bindMetrics(threads);
        this.listening = bindConnections(threads);
    }

    /**
     * Starts to listen.
     *
     * @throws UncheckedIOException if a port is not free
     * @throws UnsupportedOperationException if this machine does not have the transport
     */
    public static ReferenceServer start(ServerOptions options) {
        Threads threads = Threads.start(options);
        try {
            return new ReferenceServer(threads);
        } catch (RuntimeException e) {
            threads.stop();
            throw e;
        }
    }

    private static Channel bindMetrics(Threads threads) {
        ServerOptions.Listen listen = threads.listen();
        return bound(
                new ServerBootstrap()
                        .group(threads.acceptor())
                        .channel(listen.transport().serverChannel())
                        .childHandler(new Metrics(
                                threads.service().counters(),
                                threads.service()
                                        .options()
                                        .limits()
                                        .handshakes()
                                        .timeout()))
                        .bind(new InetSocketAddress("127.0.0.1", listen.metricsPort())),
                "metrics-port",
                listen.metricsPort());
    }

    private static Channel bindConnections(Threads threads) {
        ServerOptions.Listen listen = threads.listen();
        ServerBootstrap bootstrap = new ServerBootstrap().group(threads.acceptor(), threads.group());
        if (listen.acceptsOnItsLoop()) {
            bootstrap.handler(new AcceptInTurns());
        }
        RecvByteBufAllocator reads =
                new AdaptiveRecvByteBufAllocator(LEAST_READ_BYTES, FIRST_READ_BYTES, MOST_READ_BYTES);
        return bound(
                bootstrap
                        .channel(listen.transport().serverChannel())
                        .option(ChannelOption.SO_BACKLOG, BACKLOG)
                        .option(ChannelOption.SO_RCVBUF, RECEIVE_BUFFER)
                        .option(listen.transport().reusePort(), listen.processes() > 1)
                        .childOption(ChannelOption.TCP_NODELAY, true)
                        .childOption(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                        .childOption(ChannelOption.RECVBUF_ALLOCATOR, reads)
                        .childHandler(new Admission(threads.service(), threads.loops()))
                        .bind(new InetSocketAddress(listen.host(), listen.port())),
                "port",
                listen.port());
    }

    private static Channel bound(ChannelFuture binding, String name, int port) {
        binding.awaitUninterruptibly();
        if (!binding.isSuccess()) {
            throw new UncheckedIOException(
                    name + " must be free on this machine: " + name + "=" + port + " ("
                            + binding.cause().getMessage() + "); choose another one, or 0 for any free port",
                    new IOException(binding.cause()));
        }
        return binding.channel();
    }

    /** Admits connections. Beyond the limit, 2.5.1 closes a new one at once, and 2.0.0 only after the handshake. */
    private static final class Admission extends ChannelInitializer<DuplexChannel> {

        /**
         * How many handshakes may be pending beyond the connection limit, so that clients hear why they are refused.
         * The clients at one address may use only half of them.
         */
        private static final int SPARE = 256;

        private final Service service;
        private final Map<EventExecutor, Loop> loops;

        Admission(Service service, Map<EventExecutor, Loop> loops) {
            this.service = service;
            this.loops = loops;
        }

        @Override
        protected void initChannel(DuplexChannel channel) {
            InetSocketAddress from = (InetSocketAddress) channel.remoteAddress();
            if (from == null || !admits(from.getAddress())) {
                service.counters().rejected.increment();
                channel.close();
                return;
            }
            HttpRequestDecoder http = new HttpRequestDecoder();
            channel.pipeline()
                    .addLast(http, new Handshake(loops.get(channel.eventLoop()), channel, http, from.getAddress()));
        }

        private boolean admits(InetAddress client) {
            ServerOptions.Limits limits = service.options().limits();
            int room = limits.maxConnections() - service.counters().connections.get();
            boolean early = service.options().speech().form() == MessageForm.V2_5_1;
            if (early && room <= 0) {
                return false;
            }
            ServerOptions.Handshakes handshakes = limits.handshakes();
            int most = (int) Math.min(handshakes.most(), (long) room + SPARE);
            int mostPerAddress = (int) Math.min(handshakes.mostPerAddress(), (long) room + SPARE / 2);
            return service.pending().tryBegin(client, most, mostPerAddress);
        }
    }

    /** The port that clients connect to. */
    public int port() {
        return ((InetSocketAddress) listening.localAddress()).getPort();
    }

    /** Where the counters can be read. */
    public URI metricsUri() {
        int port = ((InetSocketAddress) metrics.localAddress()).getPort();
        return URI.create("http://127.0.0.1:" + port + "/metrics");
    }

    /** Accepts no more connections, sends a close frame to the open ones, and ends all threads. */
    @Override
    public void close() {
        listening.close().awaitUninterruptibly();
        threads.endConnections();
        threads.stop();
    }
}
