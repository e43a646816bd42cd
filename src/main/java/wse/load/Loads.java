package wse.load;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import wse.measure.FloodAccount;
import wse.plan.FloodPlan;
import wse.plan.HoldPlan;
import wse.plan.LimitStep;
import wse.plan.PingPlan;
import wse.plan.StormPlan;
import wse.plan.TierPlan;

/**
 * Carries out plans in this process, one after the other; one instance per client. Keeps the connections that stay up between the
 * steps of a connection limit search. Any thread; make each call when the future of the previous one is complete.
 */
public final class Loads {

    private final LimitLoad limit = new LimitLoad();
    /** The running flood, if there is one. */
    private volatile Optional<FloodLoad> flood = Optional.empty();

    /**
     * Begins to carry out a plan and returns at once. One plan at a time per client, so that tiers do not disturb each other.
     *
     * @return completes when every connection of the plan is closed again, except those of a {@link LimitStep}, which stay up until
     *     {@link #down()}; on an event loop, so do not block there
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
        flood = Optional.of(begun);
        return begun.run().whenComplete((run, failure) -> flood = Optional.empty());
    }

    /** The figures of the running flood so far; completes with null if there is none. Any thread. */
    public CompletableFuture<FloodAccount> floodSoFar() {
        return flood.map(FloodLoad::soFar).orElseGet(() -> CompletableFuture.completedFuture(null));
    }

    /** Closes the connections that are still up. */
    public CompletableFuture<Void> down() {
        return limit.down();
    }
}
