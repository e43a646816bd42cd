package wse.run.tiers;

import wse.measure.TierShape;
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
}
