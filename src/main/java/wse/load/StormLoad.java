package wse.load;

import java.util.concurrent.CompletableFuture;
import wse.measure.Sampled;
import wse.measure.TierMeasurement;
import wse.plan.StormPlan;

/** Runs a connection storm: opens all connections, lets the watcher inspect the server, and closes all connections. */
final class StormLoad {

    private StormLoad() {}

    static CompletableFuture<Sampled<TierMeasurement>> run(Stage stage, StormPlan plan) {
        TierAccount account = new TierAccount(stage);
        Fleet fleet = Fleet.ofMeasuredConnects(stage, account, plan.ramp());
        return fleet.upKeptAlive()
                .thenCompose(nothing -> fleet.down())
                .thenApply(nothing -> account.sum(fleet.figures()));
    }
}
