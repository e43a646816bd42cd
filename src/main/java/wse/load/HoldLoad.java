package wse.load;

import java.util.concurrent.CompletableFuture;
import wse.plan.HoldPlan;

/**
 * Sustained hold: all up, pings now and then on an open schedule, and at the end of the hold one ping over every
 * connection that stands. Only what answers it is alive.
 */
final class HoldLoad {

    private HoldLoad() {}

    static CompletableFuture<TierRun> run(Stage stage, HoldPlan plan) {
        Fleet fleet = new Fleet(stage, plan.ramp(), false);
        return fleet.upKeptAlive()
                .thenCompose(nothing -> fleet.equip(plan.pongTimeout(), true))
                .thenCompose(nothing -> hold(fleet, plan))
                .thenCompose(alive -> fleet.down().thenApply(nothing -> fleet.result(alive)));
    }

    private static CompletableFuture<Long> hold(Fleet fleet, HoldPlan plan) {
        long start = fleet.phaseStartNanos();
        long end = start + plan.hold().toNanos();
        return fleet.ping("ping", start, links -> OpenPings.hold(links, plan))
                .thenCompose(answered -> fleet.waitUntil(end))
                .thenCompose(nothing -> fleet.ping("alive", end, links -> OpenPings.rollCall(links, plan)));
    }
}
