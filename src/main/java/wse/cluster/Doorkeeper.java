package wse.cluster;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Limits what strangers can cost: how many connections may wait for the end of their handshake, and for how long, how many
 * may fail per second, and how many lines are logged about them. It never touches the connections of members that have
 * proved who they are. Confined to the event loop.
 */
final class Doorkeeper {

    private static final Logger LOG = LoggerFactory.getLogger(Doorkeeper.class);

    /** Dozens of members on one machine may call at the same time. */
    static final int MOST_OF_ONE_ADDRESS = 128;

    static final int MOST = 512;

    /** A handshake takes milliseconds, but a process on an overloaded machine may stand still for seconds. */
    static final long HANDSHAKE_MILLIS = 5_000;

    /** A pause after each batch of this many failures keeps the cost of strangers to a few percent of a core. */
    private static final int FAILURES_PER_PAUSE = 20;

    private static final long PAUSE_MILLIS = 100;

    private static final int LOGGED_ADDRESSES = 100;
    private static final long SUMMARY_SECONDS = 60;

    /** Why a connection is refused. */
    enum Reason {
        PROTOCOL(
                "does not speak this version's protocol; if it belongs to the cluster, run the same version everywhere"),
        SECRET("does not use this cluster's secret; if it belongs to the cluster, give it the same secret"),
        ADDRESS("claims an address that its connection does not come from; if it belongs to the cluster, start it with"
                + " --address and the address that others see"),
        SLOW("did not introduce itself in time"),
        CROWD("had to give way to later connections");

        private final String words;

        Reason(String words) {
            this.words = words;
        }

        /** A connection that says nothing often only checks whether the port is open. */
        private boolean isWorthALine() {
            return this != SLOW && this != CROWD;
        }
    }

    /** The listening channel. */
    private final Channel door;

    /** The connections whose handshake has not ended, the oldest one first. */
    private final Map<Channel, InetAddress> waiting = new LinkedHashMap<>();

    private final Set<InetAddress> logged = new HashSet<>();
    private int failuresSincePause;
    private long failures;
    private long summarised;

    Doorkeeper(Channel door) {
        this.door = door;
        door.eventLoop().scheduleAtFixedRate(this::summarise, SUMMARY_SECONDS, SUMMARY_SECONDS, TimeUnit.SECONDS);
    }

    /** Takes note of a caller. If too many are waiting, the one that has waited longest has to go. */
    void enter(Channel caller) {
        InetAddress address = addressOf(caller);
        longestWaiting(address).ifPresent(oldest -> refuse(oldest, Reason.CROWD));
        waiting.put(caller, address);
        caller.closeFuture().addListener(closed -> closed(caller));
        caller.eventLoop().schedule(() -> tooLate(caller), HANDSHAKE_MILLIS, TimeUnit.MILLISECONDS);
    }

    private static InetAddress addressOf(Channel caller) {
        return ((InetSocketAddress) caller.remoteAddress()).getAddress();
    }

    /** The connection that has to give way to a new one from this address; empty if there is room. */
    private Optional<Channel> longestWaiting(InetAddress address) {
        if (waiting.size() >= MOST) {
            return waiting.keySet().stream().findFirst();
        }
        boolean room = waiting.values().stream().filter(address::equals).count() < MOST_OF_ONE_ADDRESS;
        return waiting.entrySet().stream()
                .filter(entry -> !room && entry.getValue().equals(address))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private void tooLate(Channel caller) {
        if (waiting.containsKey(caller)) {
            refuse(caller, Reason.SLOW);
        }
    }

    /** A caller has proved that it is a member. */
    void admit(Channel caller) {
        waiting.remove(caller);
    }

    private void closed(Channel caller) {
        if (waiting.remove(caller) == null) {
            return;
        }
        failures++;
        if (++failuresSincePause == FAILURES_PER_PAUSE) {
            door.config().setAutoRead(false);
            door.eventLoop().schedule(this::goOn, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /**
     * Ends a pause. During a pause, the operating system queues callers, and drops those that its queue cannot hold.
     */
    private void goOn() {
        failuresSincePause = 0;
        door.config().setAutoRead(true);
    }

    /** Resets a connection, so that it leaves nothing in TIME_WAIT. */
    void refuse(Channel stranger, Reason reason) {
        log(stranger, reason);
        stranger.config().setOption(ChannelOption.SO_LINGER, 0);
        stranger.close();
    }

    private void log(Channel stranger, Reason reason) {
        InetSocketAddress remote = (InetSocketAddress) stranger.remoteAddress();
        if (reason.isWorthALine() && logged.size() < LOGGED_ADDRESSES && logged.add(remote.getAddress())) {
            String host = remote.getAddress().getHostAddress();
            LOG.warn("refused a stranger: {}:{} {}", host, remote.getPort(), reason.words);
        }
    }

    private void summarise() {
        if (failures > summarised) {
            LOG.warn("refused {} connections of strangers in the last minute", failures - summarised);
            summarised = failures;
        }
    }

    /** The number of callers that did not prove that they are members. */
    long failures() {
        return failures;
    }
}
