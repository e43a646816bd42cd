package wse.load;

import java.util.concurrent.CompletableFuture;
import wse.plan.FloodPlan;
import wse.plan.HoldPlan;
import wse.plan.PingPlan;
import wse.plan.StormPlan;
import wse.plan.TierPlan;

/** Carries out plans in this process. */
public final class Loads {

    private Loads() {}

    /**
     * Begins to carry out a plan; returns at once. One plan at a time per client, so that tiers do not disturb each other.
     *
     * @return completes when every connection of the plan is closed again; on an event loop, so do not block there
     */
    public static CompletableFuture<TierRun> run(TierPlan plan, Stage stage) {
        if (plan instanceof StormPlan storm) {
            return StormLoad.run(stage, storm);
        }
        if (plan instanceof PingPlan ping) {
            return PingLoad.run(stage, ping);
        }
        if (plan instanceof HoldPlan hold) {
            return HoldLoad.run(stage, hold);
        }
        return FloodLoad.run(stage, (FloodPlan) plan);
    }
}
