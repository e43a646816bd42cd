package wse.run;

import wse.measure.TierShape;
import wse.plan.HoldPlan;
import wse.plan.PingPlan;
import wse.plan.StormPlan;
import wse.plan.TierPlan;

/**
 * One tier of a run.
 *
 * @param name for Gatling's scenario and the progress lines
 * @param warmUp carried out like any other, but outside the figures
 */
public record Tier(String name, TierPlan plan, TierShape shape, boolean warmUp) {

    public int connections() {
        return plan.connections();
    }

    /** Whether its figures mean something when it is ended before it is through: those of a flood or a search do not. */
    boolean canBeCutShort() {
        return !warmUp && (plan instanceof StormPlan || plan instanceof PingPlan || plan instanceof HoldPlan);
    }
}
