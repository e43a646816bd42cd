package wse.plan;

import java.time.Duration;
import java.util.Optional;

/** Connection storm: bring up all connections, keep them until the last one has its outcome, then close them. */
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
