package wse.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jgroups.Address;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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

    /** How long a member that ends waits for the last result of its share and for the coordinator's confirmation. */
    private static final long LAST_WORDS_NANOS = TimeUnit.SECONDS.toNanos(2);

    /** The longest time that {@link #close} waits until the member's last messages have been sent. */
    public static final Duration LONGEST_CLOSE = Duration.ofNanos(2 * LAST_WORDS_NANOS);

    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final String name;
    private final ShareWork work;
    private final Post post;
    private final CompletableFuture<MemberEnd> ended = new CompletableFuture<>();
    private Phase phase;
    private volatile List<String> undelivered = List.of();

    private ClusterMember(ClusterOptions options, Duration patience, ShareWork work) throws IOException {
        this.name = options.name();
        this.work = work;
        this.post = Post.open(options, false);
        this.phase = new Waiting(patience, options.seeds());
    }

    /**
     * Joins the cluster; blocks for at most a second.
     *
     * @param patience how long to wait for a coordinator; the member ends if none comes
     * @throws IOException if the member cannot listen
     */
    public static ClusterMember join(ClusterOptions options, Duration patience, ShareWork work) throws IOException {
        ClusterMember member = new ClusterMember(options, patience, work);
        member.post.join(member);
        return member;
    }

    /**
     * Completes when there is nothing more to do. By then, the current share has been told to stop, and the member is
     * leaving.
     */
    public CompletableFuture<MemberEnd> ended() {
        return ended;
    }

    @Override
    public void onMessage(Address from, Wire message) {
        phase.onMessage(from, message);
    }

    @Override
    public void onView(List<Address> members) {
        phase.onView(members);
    }

    @Override
    public void onTick() {
        phase.onTick();
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
        CompletableFuture<Integer> count = new CompletableFuture<>();
        post.execute(() -> count.complete(phase.unansweredCount()));
        return count;
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
        post.execute(() -> phase.end(MemberEnd.CLOSED));
        try {
            ended.get(LONGEST_CLOSE.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.debug("closed before", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        post.close();
    }

    private void endNow(MemberEnd why, List<Wire.Result> unconfirmed) {
        phase = new Gone();
        undelivered = unconfirmed.stream()
                .map(WireJson::write)
                .map(json -> new String(json, StandardCharsets.UTF_8))
                .toList();
        ended.complete(why);
        CompletableFuture.runAsync(post::close);
    }

    /** The member's current activity. Confined to the owner thread. */
    private interface Phase extends Post.Handler {

        /** Begins to end the member. May be called again. */
        void end(MemberEnd why);

        default int unansweredCount() {
            return 0;
        }
    }

    /** Waits until a coordinator announces itself. */
    private final class Waiting implements Phase {

        private final long deadlineNanos;
        private final MemberEnd notFound;

        Waiting(Duration patience, Seeds seeds) {
            this.deadlineNanos = System.nanoTime() + patience.toNanos();
            this.notFound = MemberEnd.noCoordinator(
                    "within " + patience.toSeconds() + " s: seeds=" + seeds
                            + "; check that the run has been started, that this machine can reach it, and that both have the same secret");
        }

        @Override
        public void onMessage(Address from, Wire message) {
            if (message instanceof Wire.Announce) {
                phase = new Led(new CoordinatorLink(post, from));
                phase.onMessage(from, message);
            }
        }

        @Override
        public void onView(List<Address> members) {
            // The other members do not matter until a coordinator has been found.
        }

        @Override
        public void onTick() {
            if (System.nanoTime() - deadlineNanos > 0) {
                end(notFound);
            }
        }

        @Override
        public void end(MemberEnd why) {
            endNow(why, List.of());
        }
    }

    /** Carries out the orders of a coordinator. */
    private final class Led implements Phase, Wire.Follower {

        private final CoordinatorLink coordinator;
        /** The share of the latest tier; empty before the first one. */
        private Optional<Assignment> assignment = Optional.empty();

        private long ticks;
        private boolean ending;

        Led(CoordinatorLink coordinator) {
            this.coordinator = coordinator;
        }

        @Override
        public void onMessage(Address from, Wire message) {
            if (coordinator.leadsTo(from)) {
                message.readBy(this);
            }
        }

        @Override
        public void announced(Wire.Announce message) {
            coordinator.send(new Wire.Hello(name, message.sentNanos()));
        }

        @Override
        public void stored(Wire.Stored message) {
            coordinator.stored(message.tier());
        }

        @Override
        public void asked(Wire.Ask message) {
            if (!ending) {
                coordinator.send(new Wire.Answer(work.outlook(message.plan(), message.briefing())));
            }
        }

        @Override
        public void ordered(Wire.Order message) {
            if (ending || assigned(message.tier()).isPresent()) {
                return;
            }
            assignment.ifPresent(share -> share.stop("another tier has begun"));
            Assignment share = new Assignment(message, work, post, coordinator);
            assignment = Optional.of(share);
            share.reached(Wire.START);
        }

        @Override
        public void released(Wire.Go message) {
            assigned(message.tier())
                    .filter(share -> !ending)
                    .ifPresent(share -> share.go(message.point(), message.delayNanos()));
        }

        @Override
        public void stopped(Wire.Stop message) {
            assigned(message.tier()).filter(share -> !ending).ifPresent(share -> share.stop(message.reason()));
        }

        @Override
        public void over(Wire.Over message) {
            end(MemberEnd.RUN_OVER);
        }

        private Optional<Assignment> assigned(String tier) {
            return assignment.filter(share -> share.isOf(tier));
        }

        @Override
        public void onView(List<Address> members) {
            coordinator.onView(members);
            if (!coordinator.isUp()) {
                post.schedule(this::endIfLeftAlone, GRACE_NANOS);
            }
        }

        private void endIfLeftAlone() {
            if (!coordinator.isUp()) {
                end(MemberEnd.COORDINATOR_GONE);
            }
        }

        @Override
        public void onTick() {
            ticks++;
            coordinator.onTick();
            if (ticks % TICKS_PER_PROGRESS == 0) {
                assignment.ifPresent(Assignment::tellProgress);
            }
        }

        @Override
        public void end(MemberEnd why) {
            if (ending) {
                return;
            }
            ending = true;
            assignment.ifPresent(share -> share.leave(why.sentence()));
            endWhenTold(why, System.nanoTime() + LAST_WORDS_NANOS);
        }

        private void endWhenTold(MemberEnd why, long deadlineNanos) {
            if (hasMoreToSay() && deadlineNanos - System.nanoTime() > 0) {
                post.schedule(() -> endWhenTold(why, deadlineNanos), LOOK_NANOS);
            } else {
                endNow(why, coordinator.results());
            }
        }

        /** Whether a result is still being measured, or is still unconfirmed although a coordinator is present. */
        private boolean hasMoreToSay() {
            boolean measuring = assignment.filter(share -> !share.isFinished()).isPresent();
            return measuring || coordinator.isUp() && !coordinator.results().isEmpty();
        }

        @Override
        public int unansweredCount() {
            return coordinator.unansweredCount();
        }
    }

    /** Has left the cluster, and ignores everything that still arrives. */
    private static final class Gone implements Phase {

        @Override
        public void onMessage(Address from, Wire message) {
            LOG.debug("too late for {}", message);
        }

        @Override
        public void onView(List<Address> members) {
            // Nobody matters any more.
        }

        @Override
        public void onTick() {
            // Nothing is left to repeat.
        }

        @Override
        public void end(MemberEnd why) {
            // It has ended already.
        }
    }
}
