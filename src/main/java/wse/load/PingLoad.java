package wse.load;

import java.util.concurrent.CompletableFuture;
import wse.measure.Sampled;
import wse.measure.TierMeasurement;
import wse.plan.PingPlan;

/**
 * Runs a ping latency test: opens all connections, pings over them in a closed loop or on an open schedule, lets the watcher
 * inspect the server, and closes all connections.
 */
final class PingLoad {

    private PingLoad() {}

    static CompletableFuture<Sampled<TierMeasurement>> run(Stage stage, PingPlan plan) {
        TierAccount account = new TierAccount(stage);
        Fleet fleet = Fleet.of(stage, account, plan.ramp());
        return fleet.upKeptAlive().thenCompose(nothing -> {
            FleetPings pings = plan.isOpen()
                    ? FleetPings.open(fleet, account, plan.pongTimeout())
                    : FleetPings.closed(fleet, account, plan.pongTimeout());
            return pings.ping("ping", pings.startNanos(), drivers(plan))
                    .thenCompose(answered -> fleet.down())
                    .thenApply(down -> account.sum(fleet.figures(), pings.figures()));
        });
    }

    private static PingDriver.Factory drivers(PingPlan plan) {
        return plan.isOpen()
                ? OpenPings.of(plan)
                : (links, pinger, log) -> new ClosedPings(links, pinger, log, plan.pings());
    }
}
