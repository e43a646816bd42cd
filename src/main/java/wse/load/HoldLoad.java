package wse.load;

import java.util.concurrent.CompletableFuture;
import wse.measure.Sampled;
import wse.measure.TierMeasurement;
import wse.plan.HoldPlan;

/**
 * Runs a sustained hold: opens all connections, pings them from time to time on an open schedule, and pings each connection
 * once more at the end of the hold. Only connections that answer this last ping count as alive.
 */
final class HoldLoad {

    private HoldLoad() {}

    static CompletableFuture<Sampled<TierMeasurement>> run(Stage stage, HoldPlan plan) {
        TierAccount account = new TierAccount(stage);
        Fleet fleet = Fleet.of(stage, account, plan.ramp());
        return fleet.upKeptAlive().thenCompose(nothing -> {
            FleetPings pings = FleetPings.open(fleet, account, plan.pongTimeout());
            return hold(stage, pings, plan)
                    .thenCompose(alive ->
                            fleet.down().thenApply(down -> account.sum(fleet.figures(), pings.figures(), alive)));
        });
    }

    private static CompletableFuture<Long> hold(Stage stage, FleetPings pings, HoldPlan plan) {
        long start = pings.startNanos();
        long end = start + plan.hold().toNanos();
        return pings.ping("ping", start, OpenPings.hold(plan))
                .thenCompose(answered -> stage.target().waitUntil(end))
                .thenCompose(nothing -> pings.ping("alive", end, OpenPings.rollCall(plan)));
    }
}
