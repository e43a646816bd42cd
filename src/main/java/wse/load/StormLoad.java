package wse.load;

import java.util.concurrent.CompletableFuture;
import wse.measure.Sampled;
import wse.measure.TierMeasurement;
import wse.plan.Settling;
import wse.plan.StormPlan;

/**
 * Runs a connection storm: opens all connections, lets the watcher inspect the server, finds out whether the server
 * keeps the connections, and closes them. The figures of both sides end before the settling, which would only distort
 * them; nevertheless, a connection that is lost while settling counts as failed. Until they are closed, connections are
 * kept alive.
 */
final class StormLoad {

    private StormLoad() {}

    static CompletableFuture<Sampled<TierMeasurement>> run(Stage stage, StormPlan plan) {
        TierAccount account = new TierAccount(stage);
        Fleet fleet = Fleet.ofMeasuredConnects(stage, account, plan.ramp());
        return fleet.upKeptAlive(() -> fleet.down(() -> settle(stage, fleet, plan.settling())))
                .thenApply(nothing -> account.sum(fleet.figures()));
    }

    private static CompletableFuture<Void> settle(Stage stage, Fleet fleet, Settling settling) {
        if (settling.isNone()) {
            return CompletableFuture.completedFuture(null);
        }
        FleetPings pings = FleetPings.unmeasured(fleet, settling.pongTimeout());
        return stage.target()
                .waitUntil(System.nanoTime() + settling.time().toNanos())
                .thenCompose(nothing -> pings.ping("settle", System.nanoTime(), SettlingPings.of(settling)))
                .thenApply(answered -> null);
    }
}
