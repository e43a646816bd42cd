package wse.cluster;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * The connections of a member to all others, and the port at which it listens. A connection is used in both directions; if
 * two members have called each other at the same time, both connections are used. Thread-safe; one event loop owns all
 * connections.
 */
final class Network implements MemberLink.Owner {

    private static final int CONNECT_MILLIS = 2_000;
    private static final int CALLERS_IN_KERNEL = 512;
    private static final long STOP_MILLIS = 1_000;

    /** How much may be waiting for a slow member. Anything beyond this is dropped, and JGroups sends it again. */
    private static final WriteBufferWaterMark UNSENT = new WriteBufferWaterMark(4 << 20, 8 << 20);

    /** Receives what happens, on the event loop. */
    interface Events {

        void received(MemberLink from, byte[] message);

        /**
         * The last connection to a member has ended.
         *
         * @param intended whether either side has announced it
         */
        void ended(InetSocketAddress peer, boolean intended);
    }

    private final EventLoopGroup loop;
    private final Channel door;
    private final Doorkeeper doorkeeper;
    private final Identity self;
    private final long idleMillis;
    private final Events events;

    /** The connection on which to send to each member: the newest one. */
    private final Map<InetSocketAddress, Channel> connections = new ConcurrentHashMap<>();

    /** Confined to the event loop. */
    private final Set<MemberLink> links = new LinkedHashSet<>();

    private volatile boolean closed;

    /**
     * Binds the port, but accepts no connection before {@link #open()}.
     *
     * @param leads whether this process leads runs
     * @throws IOException if the port is not free
     */
    Network(ClusterOptions options, String cluster, boolean leads, Events events) throws IOException {
        this.events = events;
        this.idleMillis = 2 * options.silence().toMillis();
        this.loop = new MultiThreadIoEventLoopGroup(
                1, new DefaultThreadFactory("cluster-io-" + options.name(), true), NioIoHandler.newFactory());
        this.door = bind(new InetSocketAddress(options.bindAddress(), options.port()));
        this.doorkeeper = new Doorkeeper(door);
        this.self = new Identity(options.secret(), cluster, (InetSocketAddress) door.localAddress(), leads);
    }

    private Channel bind(InetSocketAddress address) throws IOException {
        ChannelFuture bound = new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.AUTO_READ, false)
                .option(ChannelOption.SO_BACKLOG, CALLERS_IN_KERNEL)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, UNSENT)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel caller) {
                        caller.pipeline().addLast(new Listener(self, doorkeeper, Network.this));
                    }
                })
                .bind(address)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            loop.shutdownGracefully(0, 0, TimeUnit.MILLISECONDS);
            throw new IOException(bound.cause().getMessage(), bound.cause());
        }
        return bound.channel();
    }

    /** The address at which this member listens. */
    InetSocketAddress address() {
        return self.self();
    }

    /** Accepts connections from now on. */
    void open() {
        door.config().setAutoRead(true);
    }

    /** Sends a message, or drops it if the member cannot be reached or is too slow. */
    void send(InetSocketAddress peer, byte[] message, int offset, int length) {
        if (closed || peer.equals(address())) {
            return;
        }
        Channel channel = connectionTo(peer);
        if (channel.isWritable()) {
            channel.writeAndFlush(MemberLink.packet(message, offset, length));
        }
    }

    private Channel connectionTo(InetSocketAddress peer) {
        Channel channel = connections.get(peer);
        return channel != null && channel.isOpen() ? channel : call(peer);
    }

    private synchronized Channel call(InetSocketAddress peer) {
        Channel already = connections.get(peer);
        if (already != null && already.isOpen()) {
            return already;
        }
        Channel channel = new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, UNSENT)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel caller) {
                        caller.pipeline().addLast(new Caller(self, peer, Network.this), new Delay());
                    }
                })
                // The others accept a member only if it calls from the address that it listens on.
                .localAddress(new InetSocketAddress(address().getAddress(), 0))
                .connect(peer)
                .channel();
        connections.put(peer, channel);
        channel.closeFuture().addListener(ended -> connections.remove(peer, channel));
        return channel;
    }

    /** Ends the connections to all others. */
    void retain(Predicate<InetSocketAddress> isMember) {
        loop.execute(() -> List.copyOf(links).stream()
                .filter(link -> !isMember.test(link.peer()))
                .forEach(MemberLink::close));
    }

    /** Ends all connections and frees the port; blocks until this is done. May be called twice. */
    synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        door.close().awaitUninterruptibly(STOP_MILLIS);
        retain(nobody -> false);
        loop.shutdownGracefully(0, STOP_MILLIS, TimeUnit.MILLISECONDS).awaitUninterruptibly(STOP_MILLIS);
    }

    @Override
    public long idleMillis() {
        return idleMillis;
    }

    @Override
    public void opened(MemberLink link) {
        links.add(link);
        connections.put(link.peer(), link.channel());
    }

    @Override
    public void received(MemberLink link, byte[] message) {
        events.received(link, message);
    }

    @Override
    public void ended(MemberLink link) {
        links.remove(link);
        connections.remove(link.peer(), link.channel());
        boolean last = links.stream().noneMatch(other -> other.peer().equals(link.peer()));
        if (last && !closed) {
            events.ended(link.peer(), link.isFarewell());
        }
    }

    /** The number of connections of strangers that were refused. */
    long refused() {
        return doorkeeper.failures();
    }
}
