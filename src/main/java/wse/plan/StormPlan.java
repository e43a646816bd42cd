package wse.plan;

import java.time.Duration;
import java.util.Optional;

/** Connection storm: opens all connections, keeps them until the last one has its outcome, then closes them. */
public record StormPlan(Ramp ramp) implements TierPlan {
    @Override
    public TierPlan withRamp(Ramp other) {
        return new StormPlan(other);
    }

    @Override
    public <T> T carryOut(Carrier<T> carrier) {
        return carrier.storm(this);
    }

    @Override
    public String title() {
        return "storm";
    }

    @Override
    public Optional<Duration> durationAfterRamp() {
        return Optional.of(Duration.ZERO);
    }

    @Override
    public PingSchedule pingSchedule() {
        return PingSchedule.NONE;
    }

    @Override
    public boolean connectsAreTheTest() {
        return true;
    }
}
