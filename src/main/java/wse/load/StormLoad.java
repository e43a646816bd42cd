package wse.load;

import java.util.concurrent.CompletableFuture;
import wse.plan.StormPlan;

/** Connection storm: all up, a look at the server, all down. */
final class StormLoad {

    private StormLoad() {}

    static CompletableFuture<TierRun> run(Stage stage, StormPlan plan) {
        Fleet fleet = new Fleet(stage, plan.ramp(), true);
        return fleet.upKeptAlive(plan.ramp().readyTimeout())
                .thenCompose(nothing -> fleet.down())
                .thenApply(nothing -> fleet.result(null));
    }
}
