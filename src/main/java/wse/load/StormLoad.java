package wse.load;

import java.util.concurrent.CompletableFuture;
import wse.measure.Sampled;
import wse.measure.TierMeasurement;
import wse.plan.StormPlan;

/** Connection storm: everything comes up, the watcher looks at the server, everything is closed. */
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
