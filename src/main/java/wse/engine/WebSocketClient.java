package wse.engine;

import io.netty.channel.Channel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Owns the event loops and creates connections on them. Thread-safe, except for {@link #connect} and {@link #newFrameBlock},
 * which belong to an event loop.
 */
public final class WebSocketClient implements AutoCloseable {

    /** Closing sockets takes milliseconds; this limit is for a listener that does not return. */
    private static final long CLOSE_TIMEOUT_SECONDS = 10;

    private final Transport transport;
    private final EventLoopGroup group;
    private final Map<EventLoop, LoopState> states = new IdentityHashMap<>();
    private final List<EventLoop> loops;

    public WebSocketClient(EngineOptions options) {
        Failures.prepare();
        transport = options.transport().resolved();
        group = new MultiThreadIoEventLoopGroup(
                options.eventLoops(),
                new DefaultThreadFactory(options.threadName(), true),
                transport.ioHandlerFactory());
        List<EventLoop> all = new ArrayList<>();
        for (EventExecutor executor : group) {
            EventLoop loop = (EventLoop) executor;
            all.add(loop);
            states.put(loop, new LoopState(loop, transport));
        }
        loops = List.copyOf(all);
    }

    /** The transport in use: {@code epoll}, {@code nio} or {@code io_uring}. */
    public String transportName() {
        return transport.name().toLowerCase(Locale.ROOT);
    }

    public List<EventLoop> loops() {
        return loops;
    }

    /** What all connections have compressed since the client was created. */
    public CompressionCount compressed() {
        return states.values().stream()
                .map(state -> state.deflate().count())
                .reduce(CompressionCount.NONE, CompressionCount::plus);
    }

    /**
     * Starts one connection. This is cheap, so many connections may be started in one turn of the event loop. Does not throw
     * if the connection fails for a reason outside the program: it then ends with {@link ConnectionListener#onClosed} like
     * any other. There is no time-out for the response to the upgrade request, because callers usually wait for more than
     * that response and have a time-out of their own, after which they {@link Connection#abort}.
     *
     * @param loop one of {@link #loops()}; this method must be called on it
     * @param source local address (port 0 for any), or null to let the operating system choose
     * @param attachment for the listener's own use; may be null
     */
    public Connection connect(
            EventLoop loop, Endpoint endpoint, SocketAddress source, ConnectionListener listener, Object attachment) {
        LoopState state = states.get(loop);
        if (state == null || !loop.inEventLoop()) {
            throw new IllegalStateException("connect must be called on one of the client's loops, for that loop");
        }
        Connection connection = new Connection(state, endpoint, listener, attachment);
        state.started(connection);
        try {
            start(connection, state, endpoint, source);
        } catch (ChannelException e) {
            loop.execute(() -> {
                connection.failed(e);
                connection.ended();
            });
        }
        if (state.isClosing()) {
            connection.closeWithClient();
        }
        return connection;
    }

    /**
     * Creates frames of messages, for the connections of one event loop. The caller closes the block.
     *
     * @param loop one of {@link #loops()}; this method must be called on it
     * @param contents the messages; compressed ones only for connections whose server accepts them
     * @param framesPerWrite the most frames in one write to a socket
     * @param fresh whether the frames get new masks for each write
     */
    public FrameBlock newFrameBlock(EventLoop loop, FrameContents contents, int framesPerWrite, boolean fresh) {
        LoopState state = states.get(loop);
        if (state == null || !loop.inEventLoop()) {
            throw new IllegalStateException("a frame block must be made on one of the client's loops, for that loop");
        }
        return fresh
                ? new FreshFrameBlock(contents, framesPerWrite)
                : state.owned(new PooledFrameBlock(contents, framesPerWrite, state));
    }

    /**
     * Closes all connections ({@code CLOSED_BY_US}) and ends the event loops. When this method returns, every listener
     * has been told, unless one of them blocks: the method waits at most ten seconds for the connections, and as long
     * again for the loops.
     */
    @Override
    public void close() {
        if (!group.isShuttingDown()) {
            closeConnections();
        }
        group.shutdownGracefully(0, CLOSE_TIMEOUT_SECONDS, TimeUnit.SECONDS);
        group.terminationFuture().awaitUninterruptibly(CLOSE_TIMEOUT_SECONDS, TimeUnit.SECONDS);
        if (group.isTerminated()) {
            states.values().forEach(LoopState::release);
            states.clear();
        }
    }

    private void closeConnections() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(CLOSE_TIMEOUT_SECONDS);
        List<Future<Void>> closed =
                states.values().stream().map(LoopState::closeConnections).toList();
        for (Future<Void> future : closed) {
            future.awaitUninterruptibly(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        }
    }

    private void start(Connection connection, LoopState state, Endpoint endpoint, SocketAddress source) {
        Channel channel = transport.newChannel(endpoint.peer().getAddress() instanceof Inet4Address);
        state.configure(channel.config());
        configure(channel.config(), endpoint, source);
        if (endpoint.proxy().isPresent()) {
            channel.pipeline().addLast("proxy", new ProxyTunnel(endpoint));
        }
        if (endpoint.isTls()) {
            channel.pipeline().addLast("tls", tlsHandler(channel, endpoint));
        }
        ConnectionHandler handler = new ConnectionHandler(connection);
        channel.pipeline().addLast("websocket", handler);
        ChannelFuture registered = state.loop().register(channel);
        if (registered.cause() != null) {
            throw new ChannelException(registered.cause());
        }
        channel.connect(endpoint.peer(), source).addListener(handler);
        handler.connectReturns();
    }

    /**
     * TCP_NODELAY is Netty's default. A channel that closed itself after a failed write would never read the close frame
     * that the peer sent before it reset the connection.
     */
    private void configure(ChannelConfig config, Endpoint endpoint, SocketAddress source) {
        config.setAutoClose(false);
        config.setConnectTimeoutMillis((int) endpoint.connectTimeout().toMillis());
        if (source != null) {
            config.setOption(ChannelOption.SO_REUSEADDR, true);
            boolean anyPort = ((InetSocketAddress) source).getPort() == 0;
            if (transport == Transport.EPOLL && anyPort) {
                // The kernel then chooses the port when it connects, so that the port need only be free for this
                // destination.
                config.setOption(EpollChannelOption.IP_BIND_ADDRESS_NO_PORT, true);
            }
        }
    }

    private static SslHandler tlsHandler(Channel channel, Endpoint endpoint) {
        SslHandler handler = endpoint.tls()
                .newHandler(
                        channel.alloc(),
                        endpoint.request().hostName(),
                        endpoint.remote().getPort());
        handler.setHandshakeTimeoutMillis(endpoint.connectTimeout().toMillis());
        return handler;
    }
}
