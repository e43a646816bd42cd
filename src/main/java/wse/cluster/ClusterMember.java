package wse.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jgroups.Address;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import wse.measure.ClientResult;
import wse.measure.OutcomeCounts;
import wse.measure.Sampled;

/**
 * A member of a cluster: carries out the shares that the coordinator assigns to it, and ends when the coordinator says so
 * or disappears. It keeps each result and sends it repeatedly until the coordinator has confirmed it. May be used by any
 * thread; its state is confined to the cluster's thread.
 */
public final class ClusterMember implements AutoCloseable, Post.Handler {

    private static final Logger LOG = LoggerFactory.getLogger(ClusterMember.class);

    /** How long a coordinator may be unreachable before the member ends. */
    private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(2);

    /** Ticks between two progress messages: one second. */
    private static final int TICKS_PER_PROGRESS = 2;

    /**
     * For each this many bytes of a message, its answer may take one tick (half a second) longer before the message is
     * repeated. When 52 members repeated their results of a million connections (about 1.4 MB each) every half second,
     * three members were lost before their results had been processed.
     */
    private static final int BYTES_PER_TICK = 64 << 10;

    /** How long a member that ends waits for the last result of its share and for the coordinator's confirmation. */
    private static final long LAST_WORDS_NANOS = TimeUnit.SECONDS.toNanos(2);

    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final String name;
    private final ShareWork work;
    private final CompletableFuture<String> ended = new CompletableFuture<>();
    private final Post post;
    private final long deadlineNanos;
    private final String notFound;

    /** Messages that are repeated until they are answered, by tier and point. */
    private final Map<String, Said> unanswered = new LinkedHashMap<>();

    /** @param patience ticks to wait before repeating the message; doubled each time */
    private record Said(Wire message, long tick, long patience) {

        Said again(long now) {
            return new Said(message, now, 2 * patience);
        }
    }

    private Address coordinator;
    private boolean coordinatorIsThere;
    private boolean ending;
    private Assignment assignment;
    private long ticks;
    private volatile List<String> undelivered = List.of();

    private ClusterMember(ClusterOptions options, Duration patience, ShareWork work) throws IOException {
        this.name = options.name();
        this.work = work;
        this.deadlineNanos = System.nanoTime() + patience.toNanos();
        this.notFound = "no coordinator within " + patience.toSeconds() + " s: seeds=" + options.seeds()
                + "; check that the run has been started, that this machine can reach it, and that both have the same secret";
        this.post = Post.newPost(options, this);
    }

    /**
     * Joins the cluster; blocks for at most a second.
     *
     * @param patience how long to wait for a coordinator; the member ends if none comes
     * @throws IOException if the member cannot listen
     */
    public static ClusterMember join(ClusterOptions options, Duration patience, ShareWork work) throws IOException {
        ClusterMember member = new ClusterMember(options, patience, work);
        member.post.join();
        return member;
    }

    /**
     * Completes when there is nothing more to do: with null if the coordinator has announced the end of the run, or with
     * a reason if it has disappeared or never appeared. By then, the current share has been told to stop, and the member
     * is leaving.
     */
    public CompletableFuture<String> ended() {
        return ended;
    }

    @Override
    public void onMessage(Address from, Wire message) {
        if (message instanceof Wire.Announce announce) {
            onAnnounce(from, announce);
        } else if (from.equals(coordinator)) {
            onOrder(message);
        }
    }

    private void onAnnounce(Address from, Wire.Announce announce) {
        if (coordinator == null) {
            coordinator = from;
            coordinatorIsThere = true;
        }
        if (from.equals(coordinator)) {
            post.send(from, new Wire.Hello(name, announce.sentNanos()));
        }
    }

    private void onOrder(Wire message) {
        if (message instanceof Wire.Stored stored) {
            unanswered.remove(key(stored.tier(), ""));
        } else if (ending) {
            LOG.debug("too late for {}", message);
        } else if (message instanceof Wire.Ask ask) {
            post.send(coordinator, new Wire.Answer(work.outlook(ask.plan(), ask.briefing())));
        } else if (message instanceof Wire.Order order) {
            accept(order);
        } else if (message instanceof Wire.Go go && assignment != null && assignment.tier.equals(go.tier())) {
            unanswered.remove(key(go.tier(), go.point()));
            assignment.go(go.point(), go.delayNanos());
        } else if (message instanceof Wire.Stop stop && assignment != null && assignment.tier.equals(stop.tier())) {
            assignment.stop(stop.reason());
        } else if (message instanceof Wire.Over) {
            end(null);
        }
    }

    private static String key(String tier, String point) {
        return tier + " " + point;
    }

    private void accept(Wire.Order order) {
        if (assignment != null && assignment.tier.equals(order.tier())) {
            return;
        }
        if (assignment != null) {
            assignment.stop("another tier has begun");
        }
        assignment = new Assignment(order);
        assignment.reached(Wire.START);
    }

    @Override
    public void onView(List<Address> members) {
        boolean wasThere = coordinatorIsThere;
        coordinatorIsThere = coordinator != null && members.contains(coordinator);
        if (coordinatorIsThere && !wasThere) {
            unanswered.replaceAll((key, said) -> sayAgain(said));
        }
        if (coordinator != null && !coordinatorIsThere) {
            post.schedule(this::endIfLeftAlone, GRACE_NANOS);
        }
    }

    private void endIfLeftAlone() {
        if (!coordinatorIsThere) {
            end("the coordinator has gone; its orders are no longer carried out");
        }
    }

    @Override
    public void onTick() {
        ticks++;
        unanswered.replaceAll((key, said) -> said.tick + said.patience > ticks ? said : sayAgain(said));
        if (assignment != null && ticks % TICKS_PER_PROGRESS == 0) {
            assignment.tellProgress();
        }
        if (coordinator == null && System.nanoTime() - deadlineNanos > 0) {
            end(notFound);
        }
    }

    private Said sayAgain(Said said) {
        post.send(coordinator, said.message);
        return said.again(ticks);
    }

    private void end(String reason) {
        if (ending) {
            return;
        }
        ending = true;
        if (assignment != null) {
            assignment.leave(reason == null ? "the run is over" : reason);
        }
        endWhenTold(reason, System.nanoTime() + LAST_WORDS_NANOS);
    }

    private void endWhenTold(String reason, long deadlineNanos) {
        if (hasMoreToSay() && deadlineNanos - System.nanoTime() > 0) {
            post.schedule(() -> endWhenTold(reason, deadlineNanos), LOOK_NANOS);
        } else {
            endNow(reason);
        }
    }

    /** Whether a result is still being measured, or has not been confirmed yet by a coordinator that is present. */
    private boolean hasMoreToSay() {
        boolean measuring = assignment != null && !assignment.finished;
        return measuring || coordinatorIsThere && !results().isEmpty();
    }

    private List<Wire> results() {
        return unanswered.values().stream()
                .map(Said::message)
                .filter(Wire.Result.class::isInstance)
                .toList();
    }

    private void endNow(String reason) {
        undelivered = results().stream()
                .map(WireJson::write)
                .map(json -> new String(json, StandardCharsets.UTF_8))
                .toList();
        ended.complete(reason);
        CompletableFuture.runAsync(post::close);
    }

    /** Sends a message now, and repeatedly until it is answered. */
    private void tell(String key, Wire message) {
        int bytes = post.send(coordinator, message);
        unanswered.put(key, new Said(message, ticks, 1 + bytes / BYTES_PER_TICK));
    }

    /**
     * Results that the coordinator has not confirmed, as JSON in the format of the cluster's messages. The list is
     * complete once this member has {@link #ended()}.
     */
    public List<String> undelivered() {
        return undelivered;
    }

    /** The number of messages that the coordinator has not answered yet. */
    CompletableFuture<Integer> unansweredCount() {
        return onOwner(unanswered::size);
    }

    private <T> CompletableFuture<T> onOwner(Supplier<T> read) {
        CompletableFuture<T> value = new CompletableFuture<>();
        post.execute(() -> value.complete(read.get()));
        return value;
    }

    Post post() {
        return post;
    }

    /**
     * Leaves the cluster: stops the current share and sends its measurements so far to the coordinator. Blocks for a few
     * seconds at most, and must not be called on the cluster's thread. May be called twice.
     */
    @Override
    public void close() {
        post.execute(() -> end("it was stopped"));
        try {
            ended.get(2 * LAST_WORDS_NANOS, TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.debug("closed before", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        post.close();
    }

    /**
     * A share that is being carried out. Confined to the owner thread, except for the methods of
     * {@link ShareWork.Meeting}.
     */
    private final class Assignment implements ShareWork.Meeting {

        private final String tier;
        private final Wire.Order order;
        private final Map<String, CompletableFuture<Void>> points = new LinkedHashMap<>();
        private final CompletableFuture<String> stopped = new CompletableFuture<>();
        private boolean begun;
        private boolean finished;
        /** Why this member leaves before the end of the tier; null if it does not. */
        private String leaving;

        /** Reads the share's progress; null before and after the share is carried out. */
        private Supplier<OutcomeCounts> live;

        private OutcomeCounts told = new OutcomeCounts();

        Assignment(Wire.Order order) {
            this.order = order;
            this.tier = order.tier();
        }

        @Override
        public CompletableFuture<Void> reached(String point) {
            CompletableFuture<Void> together = new CompletableFuture<>();
            stopped.thenAccept(reason -> together.completeExceptionally(new IllegalStateException(reason)));
            post.execute(() -> {
                if (!stopped.isDone()) {
                    points.put(point, together);
                    tell(key(tier, point), new Wire.Reached(tier, point));
                }
            });
            return together;
        }

        @Override
        public void watch(Supplier<OutcomeCounts> counts) {
            post.execute(() -> live = counts);
        }

        void tellProgress() {
            OutcomeCounts now = live == null ? told : live.get();
            if (!now.equals(told)) {
                told = now;
                post.mention(coordinator, new Wire.Progress(tier, now));
            }
        }

        @Override
        public CompletableFuture<String> stopped() {
            return stopped;
        }

        void go(String point, long delayNanos) {
            CompletableFuture<Void> together = points.remove(point);
            if (together != null) {
                post.schedule(() -> goNow(point, together), delayNanos);
            }
        }

        private void goNow(String point, CompletableFuture<Void> together) {
            if (point.equals(Wire.START) && !stopped.isDone()) {
                begin();
            } else {
                together.complete(null);
            }
        }

        private void begin() {
            begun = true;
            CompletableFuture<Sampled<ClientResult>> result;
            try {
                result = work.begin(order.plan(), order.briefing(), this);
            } catch (RuntimeException e) {
                result = CompletableFuture.failedFuture(e);
            }
            result.whenComplete((measured, failure) -> post.execute(() -> finish(measured, failure)));
        }

        private void finish(Sampled<ClientResult> measured, Throwable failure) {
            if (finished) {
                return;
            }
            finished = true;
            if (failure != null && leaving == null) {
                LOG.warn("the share of tier {} failed: {}", tier, failure.toString());
                LOG.debug("stack trace", failure);
            }
            live = null;
            unanswered.keySet().removeIf(key -> key.startsWith(key(tier, "")));
            String why = leaving != null ? leaving : failure == null ? null : failure.toString();
            tell(key(tier, ""), new Wire.Result(tier, measured, why));
        }

        /** Ends the share early; its measurements are then incomplete. */
        void leave(String reason) {
            if (!finished) {
                leaving = reason;
            }
            stop(reason);
        }

        void stop(String reason) {
            if (!stopped.complete(reason)) {
                return;
            }
            points.keySet().forEach(point -> unanswered.remove(key(tier, point)));
            points.clear();
            if (!begun) {
                finish(null, new IllegalStateException(reason));
            }
        }
    }
}
