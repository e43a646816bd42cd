package wse.run.tiers;

import wse.measure.TierShape;
import wse.plan.TierPlan;

/**
 * One tier of a run.
 *
 * @param name name for Gatling's scenario and the progress lines
 * @param warmUp whether the tier is a warm-up, which is carried out like any other tier but not included in the figures
 */
public record Tier(String name, TierPlan plan, TierShape shape, boolean warmUp) {

    /** The same tier in another round of the run. Gatling requires a unique name; the first round keeps the plain one. */
    Tier inRound(int round) {
        return round == 1 ? this : new Tier(name + ", round " + round, plan, shape, warmUp);
    }

    public int connections() {
        return plan.connections();
    }
}
