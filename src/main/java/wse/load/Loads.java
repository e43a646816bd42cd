package wse.load;

import java.util.concurrent.CompletableFuture;
import wse.measure.FloodAccount;
import wse.plan.FloodPlan;
import wse.plan.HoldPlan;
import wse.plan.LimitStep;
import wse.plan.PingPlan;
import wse.plan.StormPlan;
import wse.plan.TierPlan;

/**
 * Carries out plans in this process, one after the other; one of these per client. Holds the connections that stand
 * between the steps of a probe. Any thread, each call when the future of the one before is complete.
 */
public final class Loads {

    private final LimitLoad limit = new LimitLoad();
    /** Null while none is under way. */
    private volatile FloodLoad flood;

    /**
     * Begins to carry out a plan; returns at once. One plan at a time per client, so that tiers do not disturb each other.
     *
     * @return completes when every connection of the plan is closed again, those of a {@link LimitStep} excepted, which
     *     stand until {@link #down()}; on an event loop, so do not block there
     */
    public CompletableFuture<TierRun> run(TierPlan plan, Stage stage) {
        if (plan instanceof StormPlan storm) {
            return StormLoad.run(stage, storm);
        }
        if (plan instanceof PingPlan ping) {
            return PingLoad.run(stage, ping);
        }
        if (plan instanceof HoldPlan hold) {
            return HoldLoad.run(stage, hold);
        }
        if (plan instanceof LimitStep step) {
            return limit.step(step, stage);
        }
        FloodLoad begun = new FloodLoad(stage, (FloodPlan) plan);
        flood = begun;
        return begun.run().whenComplete((run, failure) -> flood = null);
    }

    /** What the flood that is being carried out has given so far; null if there is none. Any thread. */
    public CompletableFuture<FloodAccount> floodSoFar() {
        FloodLoad underWay = flood;
        return underWay == null ? CompletableFuture.completedFuture(null) : underWay.soFar();
    }

    /** Closes what stands. */
    public CompletableFuture<Void> down() {
        return limit.down();
    }
}
