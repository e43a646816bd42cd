package wse.plan;

/** What one tier is to do, as an immutable value. Carried out by the {@code load} room. */
public sealed interface TierPlan permits StormPlan, PingPlan, HoldPlan, FloodPlan {

    Ramp ramp();

    default int connections() {
        return ramp().connections();
    }
}
