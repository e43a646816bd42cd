package wse.load;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import wse.dialect.KeepAliveMessage;
import wse.measure.LiveOutcomes;
import wse.measure.Sampled;
import wse.measure.TierMeasurement;
import wse.plan.HoldPlan;
import wse.plan.LimitStep;
import wse.plan.LimitStep.Before;

/**
 * The search for a server's connection limit: connections stay up from one step to the next, and each step adds the ones
 * that it needs. At the end of a step's hold, all of its connections are pinged. Until then, and also during the ramp, each
 * connection sends keep-alive messages or is pinged once per interval, so that the server does not drop it as idle. May be
 * called from any thread, but only when the future of the previous call has completed.
 */
final class LimitLoad {

    /** The connections that each step has added and that were not closed again, in the order of the steps. */
    private final List<Members> standing = new ArrayList<>();

    /**
     * Connections that one step has added, and the pings over them.
     *
     * @param ofStepBefore whether closing these connections after a failed step also closes those of the step before
     */
    private record Members(Fleet fleet, FleetPings pings, boolean ofStepBefore) {

        Members successor(TierAccount account, LiveOutcomes live) {
            return new Members(fleet, pings.successor(account, live), ofStepBefore);
        }
    }

    /**
     * Runs one step. The connections that it adds stay up afterwards. Those of earlier steps also stay up, unless the step
     * says otherwise.
     *
     * @return the measurement. Its outcomes cover all connections of the step, its connect latencies and its ramp only the
     *     added ones. Completes on an event loop, so do not block there
     */
    CompletableFuture<Sampled<TierMeasurement>> step(LimitStep step, Stage stage) {
        TierAccount account = new TierAccount(stage);
        return before(step.before())
                .thenCompose(nothing -> enter(stage, account))
                .thenCompose(nothing -> usersUp())
                .thenCompose(taken -> {
                    stage.live().stand(taken.cardinality());
                    return grow(step, stage, account, taken);
                })
                .thenCompose(alive -> looked(stage).thenApply(nothing -> sum(account, alive)));
    }

    private CompletableFuture<Void> before(Before before) {
        return switch (before) {
            case KEEP, ADD_TO_LAST -> CompletableFuture.completedFuture(null);
            case FALL_BACK -> fallBack();
            case RESET -> down();
        };
    }

    /** Closes the connections that the last step added, including those that later steps added to it. */
    private CompletableFuture<Void> fallBack() {
        List<CompletableFuture<Void>> closed = new ArrayList<>();
        boolean more = !standing.isEmpty();
        while (more) {
            Members last = standing.remove(standing.size() - 1);
            closed.add(last.fleet().close());
            more = last.ofStepBefore() && !standing.isEmpty();
        }
        return Futures.all(closed);
    }

    private CompletableFuture<Void> enter(Stage stage, TierAccount account) {
        List<CompletableFuture<Void>> entered =
                fleets().map(fleet -> fleet.enter(stage)).toList();
        return Futures.all(entered)
                .thenRun(() -> standing.replaceAll(members -> members.successor(account, stage.live())));
    }

    private CompletableFuture<BitSet> usersUp() {
        return Futures.sum(fleets().map(Fleet::usersUp).toList(), new BitSet(), Fleet::union);
    }

    /** @param taken the users of the connections that are open */
    private CompletableFuture<Long> grow(LimitStep step, Stage stage, TierAccount account, BitSet taken) {
        HoldPlan plan = step.hold();
        Fleet fleet = Fleet.ofMissing(stage, account, plan.ramp(), step.missing(taken.cardinality()), taken);
        standing.add(new Members(
                fleet, FleetPings.open(fleet, account, plan.pongTimeout()), step.before() == Before.ADD_TO_LAST));
        return kept(step, stage, () -> held(step, stage, fleet));
    }

    private CompletableFuture<Void> held(LimitStep step, Stage stage, Fleet fleet) {
        return stage.target()
                .waitUntil(System.nanoTime() + step.pause().toNanos())
                .thenCompose(nothing -> fleet.up())
                .thenCompose(nothing -> stage.target()
                        .waitUntil(System.nanoTime() + step.hold().hold().toNanos()));
    }

    /** Keeps all connections alive during the hold, and then counts those that answer a ping. */
    private CompletableFuture<Long> kept(LimitStep step, Stage stage, Supplier<CompletableFuture<Void>> hold) {
        return step.pinged()
                ? pinged(step.hold(), hold)
                : stage.target()
                        .dialect()
                        .keepAlive()
                        .map(keepAlive -> showing(keepAlive, step.hold(), hold))
                        .orElseGet(() -> hold.get().thenCompose(nothing -> rollCall(step.hold())));
    }

    private CompletableFuture<Long> pinged(HoldPlan plan, Supplier<CompletableFuture<Void>> hold) {
        List<CompletableFuture<Long>> kept =
                pings().map(pings -> pings.keepAlive(plan.pingInterval())).toList();
        return hold.get()
                .thenCompose(nothing -> {
                    pings().forEach(FleetPings::endKeepAlive);
                    return Futures.all(kept);
                })
                .thenCompose(nothing -> rollCall(plan));
    }

    /** The last pings may take long, so the connections send keep-alive messages meanwhile. */
    private CompletableFuture<Long> showing(
            KeepAliveMessage keepAlive, HoldPlan plan, Supplier<CompletableFuture<Void>> hold) {
        return Futures.all(fleets().map(fleet -> fleet.keepAlive(keepAlive)).toList())
                .thenCompose(nothing -> hold.get())
                .thenCompose(nothing -> rollCall(plan))
                .whenComplete((alive, failure) -> fleets().forEach(Fleet::endKeepAlive));
    }

    private CompletableFuture<Long> rollCall(HoldPlan plan) {
        long start = System.nanoTime();
        return Futures.sum(
                pings().map(pings -> pings.ping("alive", start, OpenPings.rollCall(plan)))
                        .toList(),
                0L,
                Long::sum);
    }

    private CompletableFuture<Void> looked(Stage stage) {
        return stage.watcher()
                .onHeight()
                .thenCompose(nothing -> Futures.all(fleets().map(Fleet::settled).toList()));
    }

    private Sampled<TierMeasurement> sum(TierAccount account, long alive) {
        List<Members> before = standing.subList(0, standing.size() - 1);
        Fleet added = standing.get(standing.size() - 1).fleet();
        RampFigures earlier = before.stream()
                .map(members -> members.fleet().standingFigures())
                .reduce(RampFigures.NONE, RampFigures::plusStanding);
        PingFigures pings = pings().map(FleetPings::figures).reduce(PingFigures.NONE, PingFigures::plus);
        return account.sum(earlier, added.figures(), pings, alive);
    }

    /** Closes all connections. */
    CompletableFuture<Void> down() {
        List<CompletableFuture<Void>> closed = fleets().map(Fleet::close).toList();
        standing.clear();
        return Futures.all(closed);
    }

    private Stream<Fleet> fleets() {
        return standing.stream().map(Members::fleet);
    }

    private Stream<FleetPings> pings() {
        return standing.stream().map(Members::pings);
    }
}
