package wse.cluster;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jgroups.Address;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import wse.measure.LiveFigures;
import wse.plan.TierPlan;

/**
 * Leads the members through one tier: gives each its share, lets all of them pass each point at the same time, and
 * collects their results. Confined to the owner thread.
 */
final class RunningTier {

    private static final Logger LOG = LoggerFactory.getLogger(RunningTier.class);

    /** The orders for the members, and the work at the points where they wait. */
    record Job(TierPlan plan, Briefings briefings, Rendezvous gate) {}

    /**
     * An order to end the tier at once.
     *
     * @param failure the failure of the tier's gate; empty if that is not the reason
     */
    private record Halt(String reason, Optional<Throwable> failure) {}

    private final Job job;
    private final Post post;
    private final Roster roster;
    private final Round round;
    private final CompletableFuture<ClusterResult> done = new CompletableFuture<>();
    /** Empty unless the tier is being ended early. */
    private Optional<Halt> halt = Optional.empty();

    /** @param roster the members, all of which take part */
    RunningTier(String name, Job job, Post post, Roster roster) {
        this.job = job;
        this.post = post;
        this.roster = roster;
        this.round = new Round(name, job.plan(), roster.byName());
    }

    /** Completes when each member has finished or left; fails if the gate fails or the tier is abandoned. */
    CompletableFuture<ClusterResult> done() {
        return done;
    }

    /** Sends orders to the members that have not confirmed their shares yet. */
    void order() {
        round.notAccepted()
                .forEach((member, share) -> post.send(
                        member,
                        new Wire.Order(round.tier(), share, job.briefings().of(share))));
    }

    /** Repeats what may have been lost. */
    void onTick() {
        order();
        round.writtenOff().forEach(member -> post.send(member, outOf(round.tier())));
    }

    /** The message for a member that is not, or no longer, part of a tier. */
    static Wire.Stop outOf(String tier) {
        return new Wire.Stop(tier, "the tier continues without this member, which was absent for a while");
    }

    /** Whether this member is working on the tier with this name. */
    boolean includes(Address member, String name) {
        return round.tier().equals(name) && round.isAtWork(member);
    }

    void onReached(Address from, String point) {
        if (halt.isPresent()) {
            post.send(from, new Wire.Stop(round.tier(), halt.get().reason()));
        } else if (round.isGone(point)) {
            post.send(from, new Wire.Go(round.tier(), point, 0));
        } else {
            round.reached(from, point);
            advance();
        }
    }

    void onProgress(Address from, LiveFigures figures) {
        round.progress(from, figures);
    }

    void onResult(Address from, ShareEnd end) {
        round.result(from, end)
                .unfinished()
                .ifPresent(fate -> LOG.warn("{} does not finish the tier: {}", fate.name(), fate.detail()));
        advance();
    }

    /** @param members all members that are present */
    void onView(List<Address> members) {
        List<String> lost = round.writeOff(members);
        if (!lost.isEmpty()) {
            LOG.warn("lost during a tier: {}; the others continue", lost);
        }
        advance();
    }

    /** What all members have counted so far, as they last reported it. */
    LiveFigures live() {
        return round.live();
    }

    /**
     * The names of the members that the others are waiting for: all active members if none is ahead of the others, and
     * none if all of them are waiting for the gate.
     */
    List<String> awaited() {
        return halt.isEmpty() && round.isPassing() ? List.of() : round.awaited();
    }

    /** Tells the members to end the tier, and completes it without those that do not send their results in time. */
    void stop(String reason, Duration within) {
        halt(reason, halt.flatMap(Halt::failure));
        post.schedule(() -> completeWithout(within), within.toNanos());
    }

    private void completeWithout(Duration waited) {
        if (!done.isDone()) {
            round.leaveOutTheSilent(waited);
            advance();
        }
    }

    /** Makes the tier fail at once, without waiting for its members. */
    void abandon(String reason) {
        done.completeExceptionally(new IllegalStateException(reason));
    }

    /** Members that may not have received the tier's plan yet are sent the message again later. */
    private void halt(String reason, Optional<Throwable> failure) {
        halt = Optional.of(new Halt(reason, failure));
        round.atWork().forEach(member -> post.send(member, new Wire.Stop(round.tier(), reason)));
    }

    private void advance() {
        round.newlyComplete().forEach(this::pass);
        if (round.isDone()) {
            halt.flatMap(Halt::failure)
                    .ifPresentOrElse(done::completeExceptionally, () -> done.complete(round.result()));
        }
    }

    private void pass(String point) {
        job.gate()
                .pass(point)
                .whenComplete((nothing, failure) -> post.execute(() -> {
                    if (!done.isDone()) {
                        passed(point, Optional.ofNullable(failure));
                    }
                }));
    }

    private void passed(String point, Optional<Throwable> failure) {
        failure.ifPresentOrElse(
                cause -> halt("the tier failed at " + point + ": " + cause.getMessage(), failure), () -> letGo(point));
    }

    /** Lets all members continue at the same time: the shorter a member's round trip, the longer it is told to wait. */
    private void letGo(String point) {
        round.letGo(point);
        Map<Address, Long> halfRoundTripNanos = roster.halfRoundTripNanos(round.atWork());
        long farthest = halfRoundTripNanos.values().stream()
                .mapToLong(Long::longValue)
                .max()
                .orElse(0);
        halfRoundTripNanos.forEach(
                (member, nanos) -> post.send(member, new Wire.Go(round.tier(), point, farthest - nanos)));
    }
}
