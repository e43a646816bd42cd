package wse.cluster;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jgroups.Address;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import wse.measure.LiveFigures;
import wse.plan.TierPlan;

/**
 * Leads a cluster through the tiers of a run: splits each plan among the present members, makes them start and continue
 * together, and merges their results. If a member leaves, its connections are counted as lost, and the others finish. May
 * be used by any thread; its state is confined to the cluster's thread.
 */
public final class ClusterCoordinator implements AutoCloseable, Post.Handler {

    private static final Logger LOG = LoggerFactory.getLogger(ClusterCoordinator.class);

    /** How many seconds members have to leave after the run is over. */
    private static final long LEAVE_SECONDS = 3;

    /** Once a member's name is known, it gets an announcement only every this many ticks, to measure the round trip. */
    private static final int TICKS_PER_ANNOUNCEMENT = 10;

    private final ClusterOptions options;
    private final Post post;
    private final Roster roster = new Roster();
    private final CompletableFuture<Void> allLeft = new CompletableFuture<>();
    private Survey survey = Survey.none();
    /** Empty between tiers. */
    private Optional<RunningTier> running = Optional.empty();

    private int tiers;
    private long ticks;
    private boolean over;

    private ClusterCoordinator(ClusterOptions options) throws IOException {
        this.options = options;
        this.post = Post.open(options, true);
    }

    /**
     * Forms a cluster, or joins one in which agents are already waiting. Blocks for at most a second, and hardly at all if
     * the system chooses the port, because no agent can know that port yet.
     *
     * @throws IOException if it cannot listen
     * @throws IllegalArgumentException if the secret is only an agent's key
     */
    public static ClusterCoordinator open(ClusterOptions options) throws IOException {
        options.secret().ownLeaderKey();
        ClusterCoordinator coordinator = new ClusterCoordinator(options);
        coordinator.post.join(coordinator);
        return coordinator;
    }

    /** The address that this coordinator listens on; members use it as their seed. */
    public InetSocketAddress address() {
        return new InetSocketAddress(options.bindAddress(), post.port());
    }

    /**
     * Waits for members.
     *
     * @return the names of the members; fails with a {@link TimeoutException} that lists the members that have joined
     */
    public CompletableFuture<List<String>> members(int count, Duration within) {
        Roster.Waiter waiter = new Roster.Waiter(count, new CompletableFuture<>());
        post.execute(() -> roster.add(waiter));
        post.schedule(() -> giveUp(waiter, within), within.toNanos());
        return waiter.joined();
    }

    private void giveUp(Roster.Waiter waiter, Duration within) {
        roster.remove(waiter);
        waiter.joined()
                .completeExceptionally(new TimeoutException("all members must join within " + within.toSeconds()
                        + " s: members=" + waiter.members() + ", joined=" + roster.names()
                        + "; start agents with --join " + address().getHostString() + ":"
                        + address().getPort()
                        + " and the same secret"));
    }

    /**
     * Carries out a tier on all present members, in the order of their names. Only one tier can run at a time.
     *
     * @param briefings what each member must know for its work
     * @return the result; completes on the cluster's thread when each member has finished or left; fails if there is no
     *     member, if another tier is running, or if the gate fails
     */
    public CompletableFuture<ClusterResult> run(TierPlan plan, Briefings briefings, Rendezvous gate) {
        if (post.isClosed()) {
            return CompletableFuture.failedFuture(new IllegalStateException("the coordinator is closed"));
        }
        CompletableFuture<ClusterResult> answer = new CompletableFuture<>();
        post.execute(() -> begin(new RunningTier.Job(plan, briefings, gate), answer));
        return answer;
    }

    /**
     * Asks all present members whether they can carry out their shares of a future tier.
     *
     * @return their answers by name
     */
    public CompletableFuture<Map<String, ShareOutlook>> outlook(TierPlan plan, Briefings briefings) {
        CompletableFuture<Map<String, ShareOutlook>> answers = new CompletableFuture<>();
        post.execute(() -> {
            survey = Survey.of(plan, briefings, roster.byName());
            survey.done().thenAccept(answers::complete);
            survey.ask(post::send);
        });
        return answers;
    }

    private void begin(RunningTier.Job job, CompletableFuture<ClusterResult> answer) {
        if (running.isPresent() || roster.isEmpty() || over) {
            answer.completeExceptionally(
                    new IllegalStateException("a tier needs members, and the previous one must have ended: members="
                            + roster.names() + ", running=" + running.isPresent() + ", over=" + over));
            return;
        }
        RunningTier tier = new RunningTier(String.valueOf(++tiers), job, post, roster);
        running = Optional.of(tier);
        tier.done().whenComplete((result, failure) -> {
            running = Optional.empty();
            if (failure == null) {
                answer.complete(result);
            } else {
                answer.completeExceptionally(failure);
            }
        });
        tier.order();
    }

    /** The progress of the current tier, as its members last reported it; empty if no tier is running. */
    public CompletableFuture<LiveFigures> live() {
        CompletableFuture<LiveFigures> live = new CompletableFuture<>();
        post.execute(() -> live.complete(running.map(RunningTier::live).orElse(LiveFigures.NONE)));
        return live;
    }

    /**
     * The names of the members that the current tier is waiting for; empty if all of them are waiting for the gate,
     * or if no tier is running.
     */
    public CompletableFuture<List<String>> awaited() {
        CompletableFuture<List<String>> awaited = new CompletableFuture<>();
        post.execute(() -> awaited.complete(running.map(RunningTier::awaited).orElseGet(List::of)));
        return awaited;
    }

    /**
     * Tells the members to end the tier immediately; it then completes with the measurements so far.
     *
     * @param within how long to wait for the members' results; the tier completes without results that arrive later
     */
    public void stop(String reason, Duration within) {
        post.execute(() -> running.ifPresent(tier -> tier.stop(reason, within)));
    }

    @Override
    public void onTick() {
        boolean toAll = over || ticks++ % TICKS_PER_ANNOUNCEMENT == 0;
        roster.present().forEach(member -> {
            if (!post.isSelf(member) && (toAll || !roster.knows(member))) {
                post.send(member, over ? new Wire.Over() : new Wire.Announce(System.nanoTime()));
            }
        });
        survey.ask(post::send);
        running.ifPresent(RunningTier::onTick);
    }

    @Override
    public void onView(List<Address> members) {
        roster.onView(members);
        survey.retain(members);
        running.ifPresent(tier -> tier.onView(members));
        if (over && roster.isEmpty()) {
            allLeft.complete(null);
        }
        onTick();
    }

    @Override
    public void onMessage(Address from, Wire message) {
        message.readBy(new Correspondence(from));
    }

    /** Reads the messages of one member. */
    private final class Correspondence implements Wire.Leader {

        private final Address from;

        Correspondence(Address from) {
            this.from = from;
        }

        @Override
        public void greeted(Wire.Hello message) {
            roster.onHello(from, message);
        }

        @Override
        public void answered(Wire.Answer message) {
            survey.answer(from, message.outlook());
        }

        @Override
        public void reached(Wire.Reached message) {
            atWork(from, message.tier())
                    .ifPresentOrElse(
                            tier -> tier.onReached(from, message.point()),
                            () -> post.send(from, RunningTier.outOf(message.tier())));
        }

        @Override
        public void progressed(Wire.Progress message) {
            atWork(from, message.tier()).ifPresent(tier -> tier.onProgress(from, message.figures()));
        }

        @Override
        public void ended(Wire.Result message) {
            post.send(from, new Wire.Stored(message.tier()));
            atWork(from, message.tier()).ifPresent(tier -> tier.onResult(from, message.end()));
        }
    }

    /** The current tier, if it has this name and this member is working on it. */
    private Optional<RunningTier> atWork(Address member, String tier) {
        return running.filter(now -> now.includes(member, tier));
    }

    Post post() {
        return post;
    }

    /**
     * Announces that the run is over, and ends the current tier; members that leave from now on do not count as lost.
     * Does not wait.
     */
    public void over() {
        post.execute(() -> {
            over = true;
            running.ifPresent(tier -> tier.abandon("the coordinator was closed during a tier"));
            onView(roster.present());
        });
    }

    /**
     * Announces that the run is over, waits at most {@value #LEAVE_SECONDS} s for the members to leave, then leaves too.
     * Blocks until then.
     */
    @Override
    public void close() {
        over();
        try {
            allLeft.get(LEAVE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            LOG.warn(
                    "members did not leave within {} s; they will leave when they notice that the coordinator has"
                            + " disappeared",
                    LEAVE_SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("never completed with a failure", e);
        }
        post.close();
    }
}
