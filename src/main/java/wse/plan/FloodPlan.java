package wse.plan;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * Throughput: bring all connections up, let messages flow over each as fast as they are taken, then wait until the other
 * side has proved that it has read them all.
 *
 * @param duration how long messages are sent
 * @param drainTimeout how long after that a connection may take to confirm what it has sent; then it is
 *     {@code PONG_TIMEOUT} and its unconfirmed messages are lost
 */
public record FloodPlan(Ramp ramp, Flow flow, Duration duration, Duration drainTimeout) implements TierPlan {

    public FloodPlan {
        Objects.requireNonNull(flow, "flow");
        Checks.positive(duration, "duration");
        Checks.positive(drainTimeout, "drainTimeout");
    }

    @Override
    public TierPlan withRamp(Ramp other) {
        return new FloodPlan(other, flow, duration, drainTimeout);
    }

    @Override
    public <T> T carryOut(Carrier<T> carrier) {
        return carrier.flood(this);
    }

    @Override
    public String title() {
        return "flood";
    }

    @Override
    public Optional<Duration> durationAfterRamp() {
        return Optional.of(duration);
    }

    @Override
    public PingSchedule pingSchedule() {
        return PingSchedule.NONE;
    }

    @Override
    public Optional<Flow> floodFlow() {
        return Optional.of(flow);
    }

    @Override
    public boolean keepsAliveWhileRamping() {
        return false;
    }

    /** A flood runs its few hot methods millions of times in each round. */
    @Override
    public int warmUpRounds(int processes) {
        return 2;
    }
}
