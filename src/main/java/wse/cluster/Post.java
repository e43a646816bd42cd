package wse.cluster;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jgroups.Address;
import org.jgroups.BytesMessage;
import org.jgroups.Event;
import org.jgroups.JChannel;
import org.jgroups.Message;
import org.jgroups.Receiver;
import org.jgroups.View;
import org.jgroups.stack.IpAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A member's channel to the others, and the thread that owns all its state. */
final class Post {

    private static final Logger LOG = LoggerFactory.getLogger(Post.class);

    static final String CLUSTER = "wse-stress";

    /** Time between two repetitions of unanswered messages. */
    private static final long TICK_MILLIS = 500;

    /** Receives all events on the owner thread. */
    interface Handler {

        void onMessage(Address from, Wire message);

        /** @param members all present members, including this one */
        void onView(List<Address> members);

        void onTick();
    }

    private final ClusterOptions options;
    private final JChannel channel;
    private final ScheduledExecutorService owner;
    /** Confined to the owner thread. */
    private Set<Address> members = Set.of();

    private Post(ClusterOptions options, JChannel channel) {
        this.options = options;
        this.channel = channel;
        this.owner = new ScheduledThreadPoolExecutor(
                1,
                task -> {
                    Thread thread = new Thread(task, "cluster-" + options.name());
                    thread.setDaemon(true);
                    return thread;
                },
                // After the end, no state is left to change.
                new ThreadPoolExecutor.DiscardPolicy());
    }

    /**
     * Creates a channel that has not joined a cluster yet.
     *
     * @param leads whether this process leads runs
     */
    static Post open(ClusterOptions options, boolean leads) throws IOException {
        try {
            return new Post(options, Stack.newChannel(options, leads));
        } catch (Exception e) { // JGroups declares no narrower type
            throw new IOException("no channel can be created with these options: " + options, e);
        }
    }

    /**
     * Joins the cluster, or forms one. Blocks until this is done, which takes a second if it looks for others and finds
     * none. Called once.
     *
     * @param handler receives all events from now on
     * @throws IOException if it cannot listen; the message names the address
     */
    void join(Handler handler) throws IOException {
        try {
            channel.setReceiver(new Inbox(handler));
            channel.connect(CLUSTER);
            owner.scheduleWithFixedDelay(guarded(handler::onTick), 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
        } catch (Exception e) { // JGroups declares no narrower type
            close();
            throw new IOException(
                    "this process cannot listen on its address, or cannot join the cluster: bindAddress="
                            + options.bindAddress().getHostAddress() + ", port=" + options.port() + "; "
                            + e.getMessage(),
                    e);
        }
    }

    /** The port this member listens on. */
    int port() {
        return ((IpAddress) channel.down(new Event(Event.GET_PHYSICAL_ADDRESS, channel.getAddress()))).getPort();
    }

    boolean isSelf(Address address) {
        return address.equals(channel.getAddress());
    }

    /**
     * Sends a message; called on the owner thread. Drops the message if the recipient has gone or this member has left.
     *
     * @return number of bytes sent
     */
    int send(Address to, Wire message) {
        return send(to, message, false);
    }

    /** Like {@link #send}, but for a message that may get lost: it is neither repeated nor confirmed. */
    void mention(Address to, Wire message) {
        send(to, message, true);
    }

    private int send(Address to, Wire message, boolean mayBeLost) {
        if (!members.contains(to) || !channel.isConnected()) {
            return 0;
        }
        byte[] json = WireJson.write(message);
        try {
            Message packet = new BytesMessage(to, json);
            channel.send(mayBeLost ? packet.setFlag(Message.Flag.NO_RELIABILITY) : packet);
            return json.length;
        } catch (Exception e) { // JGroups declares no narrower type
            LOG.warn("could not send to {}: {}", to, e.toString());
            return 0;
        }
    }

    boolean isClosed() {
        return owner.isShutdown();
    }

    /** Runs a task on the owner thread, unless this is closed. */
    void execute(Runnable task) {
        owner.execute(guarded(task));
    }

    /** Runs a task on the owner thread after a delay. */
    void schedule(Runnable task, long delayNanos) {
        owner.schedule(guarded(task), delayNanos, TimeUnit.NANOSECONDS);
    }

    private Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                LOG.error("a step of the cluster failed", e);
            }
        };
    }

    SealedTransport transport() {
        return (SealedTransport) channel.getProtocolStack().getTransport();
    }

    JChannel channel() {
        return channel;
    }

    /**
     * Leaves the cluster; blocks until the others know, for two seconds at most. Must not be called on the owner thread.
     * May be called twice.
     */
    void close() {
        channel.close();
        owner.shutdownNow();
    }

    /** Passes what JGroups' threads deliver to the owner thread. */
    private final class Inbox implements Receiver {

        private final Handler handler;
        private final Set<Address> usurpers = ConcurrentHashMap.newKeySet();
        private final Set<Address> notUnderstood = ConcurrentHashMap.newKeySet();

        Inbox(Handler handler) {
            this.handler = handler;
        }

        @Override
        public void receive(Message message) {
            try {
                Wire read = WireJson.read(message.getArray(), message.getOffset(), message.getLength());
                if (!(read instanceof Wire.Command) || transport().leads(message.getSrc())) {
                    execute(() -> handler.onMessage(message.getSrc(), read));
                } else if (usurpers.add(message.getSrc())) {
                    LOG.warn(
                            "refused the orders of {}, which has joined as an agent; only a run that has the cluster's secret"
                                    + " may lead",
                            message.getSrc());
                }
            } catch (IOException e) {
                logOnce(message.getSrc(), e);
            }
        }

        private void logOnce(Address from, IOException why) {
            if (notUnderstood.add(from)) {
                LOG.warn(
                        "{} sends messages that this version does not understand; use the same version everywhere: {}",
                        from,
                        why.getMessage());
            }
        }

        @Override
        public void viewAccepted(View view) {
            List<Address> now = view.getMembers();
            execute(() -> {
                members = new HashSet<>(now);
                handler.onView(now);
            });
        }
    }
}
