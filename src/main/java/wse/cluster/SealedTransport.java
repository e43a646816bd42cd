package wse.cluster;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jgroups.Address;
import org.jgroups.Event;
import org.jgroups.PhysicalAddress;
import org.jgroups.conf.ClassConfigurator;
import org.jgroups.protocols.TCP_NIO2;
import org.jgroups.protocols.TP;
import org.jgroups.protocols.pbcast.GMS;
import org.jgroups.stack.DiagnosticsHandler;
import org.jgroups.stack.IpAddress;

/**
 * Connects JGroups to the {@link Network}, which speaks only with members that have proved that they know the cluster's
 * secret, and encrypts whole packets, including the headers of all protocols. This covers discovery, joins and heartbeats
 * too.
 *
 * <p>JGroups' own TCP transports are not fit for a port that strangers can reach: they store as many bytes as a stranger
 * announces, keep all its connections, and replace a member's connection by that of a stranger who claims the member's
 * address. SYM_ENCRYPT leaves headers unencrypted, and cannot use an authenticated mode.
 *
 * <p>Called by several JGroups threads and the network's event loop at the same time.
 */
final class SealedTransport extends TP implements Network.Events {

    private final ClusterOptions options;
    private final boolean leads;
    /** Where each member was first heard of, by its JGroups address. */
    private final Map<Address, Origin> origins = new ConcurrentHashMap<>();

    /** Empty before the start and after the end. */
    private volatile Optional<Network> network = Optional.empty();

    private volatile boolean connected;

    /**
     * Where the messages of a member come from.
     *
     * @param leads whether that process has proved that it may lead
     */
    private record Origin(InetSocketAddress peer, boolean leads) {}

    /** @param leads whether this process leads runs */
    SealedTransport(ClusterOptions options, boolean leads) {
        this.options = options;
        this.leads = leads;
        // JGroups knows this id, which identifies the transport's headers.
        id = ClassConfigurator.getProtocolId(TCP_NIO2.class);
    }

    /** Disabled, because it would listen to multicasts from anybody. */
    @Override
    public DiagnosticsHandler createDiagnosticsHandler() {
        return super.createDiagnosticsHandler().setEnabled(false);
    }

    @Override
    public boolean supportsMulticasting() {
        return false;
    }

    @Override
    public void start() throws Exception {
        network = Optional.of(new Network(options, Post.CLUSTER, leads, this));
        super.start();
    }

    @Override
    protected void handleConnect() {
        network.ifPresent(Network::open);
        connected = true;
    }

    @Override
    protected void handleDisconnect() {
        connected = false;
        network.ifPresent(Network::close);
    }

    @Override
    public void stop() {
        super.stop();
        network.ifPresent(Network::close);
        network = Optional.empty();
    }

    @Override
    protected PhysicalAddress getPhysicalAddress() {
        return network.map(now -> new IpAddress(now.address())).orElse(null);
    }

    @Override
    public void sendUnicast(PhysicalAddress to, byte[] data, int offset, int length) {
        network.ifPresent(now -> now.send(socketAddress(to), data, offset, length));
    }

    private static InetSocketAddress socketAddress(PhysicalAddress address) {
        IpAddress ip = (IpAddress) address;
        return new InetSocketAddress(ip.getIpAddress(), ip.getPort());
    }

    @Override
    public Object down(Event event) {
        Object answer = super.down(event);
        if (event.getType() == Event.VIEW_CHANGE) {
            Set<InetSocketAddress> addresses = new HashSet<>();
            for (Address member : members) {
                Optional.ofNullable(getPhysicalAddressFromCache(member))
                        .map(SealedTransport::socketAddress)
                        .ifPresent(addresses::add);
            }
            origins.keySet().retainAll(members);
            network.ifPresent(now -> now.retain(
                    peer -> addresses.contains(peer) || memberAt(peer).isPresent()));
        }
        return answer;
    }

    private Optional<Address> memberAt(InetSocketAddress peer) {
        return Optional.ofNullable(logical_addr_cache.getByValue(new IpAddress(peer)))
                .filter(members::contains);
    }

    @Override
    public void received(MemberLink from, byte[] packet) {
        try {
            PlainMessages.read(packet)
                    .filter(read -> isOwn(read.message().getSrc(), from))
                    .ifPresentOrElse(this::deliver, () -> from.refuse("no member sends such a message"));
        } catch (IOException | ClassNotFoundException | RuntimeException e) {
            from.refuse(e.toString());
        }
    }

    /** Whether a message comes from the process of its sender: an agent cannot speak for another member. */
    private boolean isOwn(Address sender, MemberLink from) {
        Origin origin = new Origin(from.peer(), from.leads());
        return origin.equals(origins.merge(sender, origin, (known, now) -> now.leads() ? now : known));
    }

    /** Whether this member has proved that it may lead. */
    boolean leads(Address member) {
        return Optional.ofNullable(origins.get(member)).filter(Origin::leads).isPresent();
    }

    private void deliver(PlainMessages.Read read) {
        if (read.toAll() || !unicastDestMismatch(read.message().getDest())) {
            msg_processing_policy.process(read.message(), read.message().isFlagSet(org.jgroups.Message.Flag.OOB));
            msg_stats.received(read.message());
        }
    }

    /** Suspects a member as soon as its connection breaks, so that the death of a process is noticed within a second. */
    @Override
    public void ended(InetSocketAddress peer, boolean intended) {
        boolean leaving = Optional.ofNullable(stack.<GMS>findProtocol(GMS.class))
                .filter(GMS::isLeaving)
                .isPresent();
        if (!intended && connected && !leaving) {
            memberAt(peer).ifPresent(this::suspect);
        }
    }

    private void suspect(Address member) {
        Event suspicion = new Event(Event.SUSPECT, List.of(member));
        Runnable task = () -> up_prot.up(suspicion);
        if (!thread_pool.execute(task)) {
            getThreadFactory().newThread(task, "suspicion").start();
        }
    }

    /** The number of connections of strangers that were refused. */
    long refused() {
        return network.map(Network::refused).orElse(0L);
    }
}
