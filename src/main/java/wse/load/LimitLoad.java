package wse.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import wse.measure.LatencyRecorder;
import wse.measure.Messages;
import wse.measure.OutcomeCounts;
import wse.measure.TierMeasurement;
import wse.plan.HoldPlan;
import wse.plan.LimitStep;
import wse.plan.LimitStep.Before;

/**
 * The probe for a limit: connections stand from one step to the next, and each step adds what it wants more. All of a
 * step are pinged at its hold's end; before that, in the ramp too, each is pinged once an interval, so that no server takes
 * it for idle. One call after the other, each begun when the future of the one before is complete; any thread.
 */
final class LimitLoad {

    /** For the server to do away with what was closed: the next step must not run into that. */
    private static final long REST_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final List<Fleet> standing = new ArrayList<>();
    /** What the last step added; it stands too. Null before the first step. */
    private Fleet added;

    /**
     * Carries out one step; what stood before still stands then, as far as the step lets it, and what it added too.
     *
     * @return completes on an event loop, so do not block there; outcomes are those of all connections of the step, connect
     *     latencies and ramp those of the added ones
     */
    CompletableFuture<TierRun> step(LimitStep step, Stage stage) {
        return before(step.before(), stage.target())
                .thenCompose(nothing ->
                        all(standing.stream().map(fleet -> fleet.enter(stage)).toList()))
                .thenCompose(nothing -> countStanding())
                .thenCompose(count -> {
                    stage.live().stand(count);
                    return grow(step.hold(), stage, count);
                })
                .thenCompose(alive -> looked(stage).thenApply(nothing -> account(alive)));
    }

    private CompletableFuture<Void> before(Before before, LoadTarget target) {
        return switch (before) {
            case KEEP -> CompletableFuture.completedFuture(null);
            case FALL_BACK -> fallBack().thenCompose(nothing -> rest(target));
            case RESET -> down().thenCompose(nothing -> rest(target));
        };
    }

    private static CompletableFuture<Void> rest(LoadTarget target) {
        return target.waitUntil(System.nanoTime() + REST_NANOS);
    }

    /** Closes what the last step added. */
    private CompletableFuture<Void> fallBack() {
        standing.remove(added);
        return added == null ? CompletableFuture.completedFuture(null) : added.close();
    }

    private CompletableFuture<Integer> countStanding() {
        List<CompletableFuture<Integer>> counts =
                standing.stream().map(Fleet::standing).toList();
        return all(counts)
                .thenApply(nothing ->
                        counts.stream().mapToInt(CompletableFuture::join).sum());
    }

    /** What is lost is replaced: the step is a step of as many connections as it says. */
    private CompletableFuture<Long> grow(HoldPlan plan, Stage stage, int count) {
        added = new Fleet(stage, plan.ramp(), false, Math.min(count, plan.connections()));
        standing.add(added);
        added.equip(plan.pongTimeout(), true);
        List<CompletableFuture<Long>> kept = standing.stream()
                .map(fleet -> fleet.keepAlive(plan.pingInterval()))
                .toList();
        return added.up()
                .thenCompose(nothing ->
                        added.waitUntil(System.nanoTime() + plan.hold().toNanos()))
                .thenCompose(nothing -> {
                    standing.forEach(Fleet::endKeepAlive);
                    return all(kept);
                })
                .thenCompose(nothing -> rollCall(plan));
    }

    private CompletableFuture<Long> rollCall(HoldPlan plan) {
        long start = System.nanoTime();
        List<CompletableFuture<Long>> alive = standing.stream()
                .map(fleet -> fleet.ping("alive", start, links -> OpenPings.rollCall(links, plan)))
                .toList();
        return all(alive)
                .thenApply(nothing ->
                        alive.stream().mapToLong(CompletableFuture::join).sum());
    }

    private CompletableFuture<Void> looked(Stage stage) {
        return stage.watcher()
                .onHeight()
                .thenCompose(
                        nothing -> all(standing.stream().map(Fleet::settled).toList()));
    }

    /** All fleets record into the collector of the step: the latencies of one are those of all. */
    private TierRun account(long alive) {
        List<TierRun> runs = standing.stream().map(fleet -> fleet.result(null)).toList();
        TierMeasurement own = runs.get(runs.size() - 1).measured();
        OutcomeCounts outcomes = new OutcomeCounts();
        OutcomeCounts pings = new OutcomeCounts();
        runs.forEach(run -> outcomes.add(run.measured().outcomes()));
        runs.forEach(run -> pings.add(run.measured().pingOutcomes()));
        TierMeasurement measured = new TierMeasurement(
                measured(runs).mapToLong(TierMeasurement::connected).sum(),
                alive,
                outcomes,
                pings,
                measured(runs).map(TierMeasurement::messages).reduce(Messages.NONE, Messages::plus),
                own.latencies(),
                own.ramp(),
                own.duration(),
                null);
        return new TierRun(
                measured,
                slip(runs),
                runs.stream().flatMap(run -> run.samples().stream()).toList(),
                runs.stream().mapToLong(TierRun::samplesLeftOut).sum(),
                runs.stream().mapToLong(TierRun::latePongs).sum());
    }

    private static Stream<TierMeasurement> measured(List<TierRun> runs) {
        return runs.stream().map(TierRun::measured);
    }

    private static Histogram slip(List<TierRun> runs) {
        Histogram all = LatencyRecorder.newHistogram();
        runs.stream().map(TierRun::slip).filter(Objects::nonNull).forEach(all::add);
        return all;
    }

    /** Closes everything. */
    CompletableFuture<Void> down() {
        List<CompletableFuture<Void>> closed =
                standing.stream().map(Fleet::close).toList();
        standing.clear();
        return all(closed);
    }

    private static CompletableFuture<Void> all(List<? extends CompletableFuture<?>> futures) {
        return CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new));
    }
}
