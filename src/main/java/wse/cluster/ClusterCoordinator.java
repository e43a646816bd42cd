package wse.cluster;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jgroups.Address;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import wse.measure.OutcomeCounts;
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

    /** The current tier, as its caller sees it. */
    private record Job(Briefing briefing, Gate gate, CompletableFuture<ClusterResult> done) {}

    private record Waiter(int members, CompletableFuture<List<String>> joined) {}

    private final ClusterOptions options;
    private final Post post;
    private final Map<Address, String> names = new HashMap<>();
    private final Map<Address, Long> halfRoundTripNanos = new HashMap<>();
    private final List<Waiter> waiters = new ArrayList<>();
    private final CompletableFuture<Void> allLeft = new CompletableFuture<>();
    private List<Address> present = List.of();
    /** The survey in progress; null if there is none. */
    private Survey survey;

    private Round round;
    private Job job;
    private int tiers;
    private long ticks;
    private boolean over;

    private ClusterCoordinator(ClusterOptions options) throws IOException {
        this.options = options;
        this.post = Post.newPost(options, this);
    }

    /**
     * Forms a cluster, or joins one in which agents are already waiting; blocks for at most a second.
     *
     * @throws IOException if it cannot listen
     */
    public static ClusterCoordinator open(ClusterOptions options) throws IOException {
        ClusterCoordinator coordinator = new ClusterCoordinator(options);
        coordinator.post.join();
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
        Waiter waiter = new Waiter(count, new CompletableFuture<>());
        post.execute(() -> {
            waiters.add(waiter);
            tellWaiters();
        });
        post.schedule(() -> giveUp(waiter, within), within.toNanos());
        return waiter.joined();
    }

    private void giveUp(Waiter waiter, Duration within) {
        waiters.remove(waiter);
        waiter.joined()
                .completeExceptionally(new TimeoutException("all members must join within " + within.toSeconds()
                        + " s: members=" + waiter.members() + ", joined=" + sortedNames()
                        + "; start agents with --join " + address().getHostString() + ":"
                        + address().getPort()
                        + " and the same secret"));
    }

    private List<String> sortedNames() {
        return names.values().stream().sorted().toList();
    }

    private void tellWaiters() {
        waiters.removeIf(waiter -> {
            if (names.size() < waiter.members()) {
                return false;
            }
            waiter.joined().complete(sortedNames());
            return true;
        });
    }

    /**
     * Carries out a tier on all present members, in the order of their names. Only one tier can run at a time.
     *
     * @param briefing what the members must know for their work
     * @return the result; completes on the cluster's thread when each member has finished or left; fails if there is no
     *     member, if another tier is running, or if the gate fails
     */
    public CompletableFuture<ClusterResult> run(TierPlan plan, Briefing briefing, Gate gate) {
        if (post.isClosed()) {
            return CompletableFuture.failedFuture(new IllegalStateException("the coordinator is closed"));
        }
        CompletableFuture<ClusterResult> result = new CompletableFuture<>();
        post.execute(() -> begin(plan, new Job(briefing, gate, result)));
        return result;
    }

    /**
     * Asks all present members whether they can carry out their shares of a future tier.
     *
     * @return their answers by name
     */
    public CompletableFuture<Map<String, ShareOutlook>> outlook(TierPlan plan, Briefing briefing) {
        CompletableFuture<Map<String, ShareOutlook>> answers = new CompletableFuture<>();
        post.execute(() -> {
            survey = new Survey(plan, briefing, byName(), answers);
            ask();
        });
        return answers;
    }

    private void ask() {
        survey.unanswered().forEach((member, share) -> post.send(member, new Wire.Ask(share, survey.briefing)));
    }

    private List<Map.Entry<Address, String>> byName() {
        return names.entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .map(Map.Entry::copyOf)
                .toList();
    }

    private void begin(TierPlan plan, Job newJob) {
        if (round != null || names.isEmpty() || over) {
            newJob.done()
                    .completeExceptionally(new IllegalStateException(
                            "a tier needs members, and the previous one must have ended: members=" + sortedNames()
                                    + ", running=" + (round != null) + ", over=" + over));
            return;
        }
        round = new Round(String.valueOf(++tiers), plan, byName());
        job = newJob;
        order();
    }

    private void order() {
        round.notAccepted()
                .forEach((member, plan) -> post.send(member, new Wire.Order(round.tier, plan, job.briefing())));
    }

    /** The progress of the current tier, as its members last reported it; empty if no tier is running. */
    public CompletableFuture<OutcomeCounts> live() {
        CompletableFuture<OutcomeCounts> live = new CompletableFuture<>();
        post.execute(() -> live.complete(round == null ? new OutcomeCounts() : round.live()));
        return live;
    }

    /**
     * Tells the members to end the tier immediately; it then completes with the measurements so far.
     *
     * @param within how long to wait for the members' results; the tier completes without results that arrive later
     */
    public void stop(String reason, Duration within) {
        post.execute(() -> {
            if (round != null) {
                Round stopped = round;
                stopAll(reason);
                post.schedule(() -> goWithout(stopped, within), within.toNanos());
            }
        });
    }

    private void goWithout(Round stopped, Duration within) {
        if (round == stopped) {
            round.leaveOutTheSilent(within);
            advance();
        }
    }

    /** Members that may not have received the tier's plan yet are sent the message again later. */
    private void stopAll(String reason) {
        round.stopReason = reason;
        round.atWork().forEach(member -> post.send(member, new Wire.Stop(round.tier, reason)));
    }

    @Override
    public void onTick() {
        boolean toAll = over || ticks++ % TICKS_PER_ANNOUNCEMENT == 0;
        present.forEach(member -> {
            if (!post.isSelf(member) && (toAll || !names.containsKey(member))) {
                post.send(member, over ? new Wire.Over() : new Wire.Announce(System.nanoTime()));
            }
        });
        if (survey != null) {
            ask();
        }
        if (round != null) {
            order();
            round.writtenOff().forEach(member -> post.send(member, outOf(round.tier)));
        }
    }

    private static Wire.Stop outOf(String tier) {
        return new Wire.Stop(tier, "the tier continues without this member, which was absent for a while");
    }

    @Override
    public void onView(List<Address> members) {
        present = members;
        names.keySet().retainAll(new HashSet<>(members));
        halfRoundTripNanos.keySet().retainAll(names.keySet());
        if (survey != null) {
            survey.retain(members);
        }
        if (round != null) {
            List<String> lost = round.writeOff(members);
            if (!lost.isEmpty()) {
                LOG.warn("lost during a tier: {}; the others continue", lost);
            }
            advance();
        }
        if (over && names.isEmpty()) {
            allLeft.complete(null);
        }
        onTick();
    }

    @Override
    public void onMessage(Address from, Wire message) {
        if (message instanceof Wire.Hello hello) {
            onHello(from, hello);
        } else if (message instanceof Wire.Reached reached) {
            onReached(from, reached);
        } else if (message instanceof Wire.Result result) {
            onResult(from, result);
        } else if (message instanceof Wire.Answer answer && survey != null) {
            survey.answer(from, answer.outlook());
        } else if (message instanceof Wire.Progress progress) {
            onProgress(from, progress);
        }
    }

    private void onHello(Address from, Wire.Hello hello) {
        if (!present.contains(from)) {
            return;
        }
        halfRoundTripNanos.merge(from, (System.nanoTime() - hello.sentNanos()) / 2, Math::min);
        if (!names.containsKey(from)) {
            names.put(from, unique(hello.name()));
            tellWaiters();
        }
    }

    private String unique(String name) {
        String candidate = name;
        for (int number = 2; names.containsValue(candidate); number++) {
            candidate = name + "-" + number;
        }
        return candidate;
    }

    private void onReached(Address from, Wire.Reached message) {
        if (round == null || !round.tier.equals(message.tier()) || !round.isAtWork(from)) {
            post.send(from, outOf(message.tier()));
        } else if (round.stopReason != null) {
            post.send(from, new Wire.Stop(round.tier, round.stopReason));
        } else if (round.isGone(message.point())) {
            post.send(from, new Wire.Go(round.tier, message.point(), 0));
        } else {
            round.reached(from, message.point());
            advance();
        }
    }

    private void onProgress(Address from, Wire.Progress message) {
        if (round != null && round.tier.equals(message.tier()) && round.isAtWork(from)) {
            round.progress(from, message.outcomes());
        }
    }

    private void onResult(Address from, Wire.Result message) {
        post.send(from, new Wire.Stored(message.tier()));
        if (round != null && round.tier.equals(message.tier()) && round.isAtWork(from)) {
            if (message.failure() != null) {
                LOG.warn("{} does not finish the tier: {}", names.get(from), message.failure());
            }
            round.result(from, message);
            advance();
        }
    }

    private void advance() {
        for (String point : round.newlyComplete()) {
            pass(point);
        }
        if (round.isDone()) {
            Round finished = round;
            round = null;
            if (finished.failure == null) {
                job.done().complete(finished.result());
            } else {
                job.done().completeExceptionally(finished.failure);
            }
        }
    }

    private void pass(String point) {
        Round here = round;
        job.gate()
                .pass(point)
                .whenComplete((nothing, failure) -> post.execute(() -> {
                    if (round == here && failure == null) {
                        letGo(point);
                    } else if (round == here) {
                        round.failure = failure;
                        stopAll("the tier failed at " + point + ": " + failure.getMessage());
                    }
                }));
    }

    /** Lets all members continue at the same time: the shorter a member's round trip, the longer it is told to wait. */
    private void letGo(String point) {
        round.letGo(point);
        Set<Address> members = round.atWork();
        long farthest =
                members.stream().mapToLong(this::halfRoundTripNanos).max().orElse(0);
        members.forEach(
                member -> post.send(member, new Wire.Go(round.tier, point, farthest - halfRoundTripNanos(member))));
    }

    private long halfRoundTripNanos(Address member) {
        return halfRoundTripNanos.getOrDefault(member, 0L);
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
            if (round != null) {
                round = null;
                job.done().completeExceptionally(new IllegalStateException("the coordinator was closed during a tier"));
            }
            onView(present);
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
                    "members did not leave within {} s; they will leave when they notice that the coordinator has gone",
                    LEAVE_SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("never completed with a failure", e);
        }
        post.close();
    }
}
