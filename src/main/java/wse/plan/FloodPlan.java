package wse.plan;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * Throughput: opens all connections, sends messages over each as fast as the other side reads them, then waits until the
 * other side has proved that it has read all of them.
 *
 * @param duration how long messages are sent
 * @param drainTimeout how long a connection may then take to confirm its messages; after that, its outcome is
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
    public Duration longestAfterRamp() {
        return duration.plus(drainTimeout);
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

    /** One round is enough, because a flood calls its few hot methods millions of times. */
    @Override
    public int warmUpRounds(int processes) {
        return 2;
    }
}
