package wse.plan;

import java.time.Duration;
import java.util.Objects;

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
}
