package wse.plan;

/** Connection storm: bring all connections to ready, keep them until the last has its outcome, close them. */
public record StormPlan(Ramp ramp) implements TierPlan {
    @Override
    public TierPlan withRamp(Ramp other) {
        return new StormPlan(other);
    }
}
