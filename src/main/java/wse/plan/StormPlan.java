package wse.plan;

import java.time.Duration;
import java.util.Optional;

/**
 * Connection storm: opens all connections, keeps them until the last one has its outcome and the server has shown that it
 * keeps them, then closes them.
 */
public record StormPlan(Ramp ramp, Settling settling) implements TierPlan {

    /** A storm that does not check whether the server keeps the connections. */
    public StormPlan(Ramp ramp) {
        this(ramp, Settling.NONE);
    }

    @Override
    public TierPlan withRamp(Ramp other) {
        return new StormPlan(other, settling);
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
        return Optional.of(settling.duration(ramp.share().ofConnections()));
    }

    /** Gatling's engine pings twice. */
    @Override
    public Duration longestAfterRamp() {
        return settling.duration(ramp.share().ofConnections())
                .plus(settling.pongTimeout().multipliedBy(2));
    }

    /**
     * At a pace, the JIT compiler has compiled the code for connects before the first round is over, and further rounds
     * would take long.
     */
    @Override
    public int warmUpRounds(int processes) {
        return ramp.connectsPerSecond() > 0 ? 1 : TierPlan.super.warmUpRounds(processes);
    }

    @Override
    public PingSchedule pingSchedule() {
        return PingSchedule.NONE;
    }

    @Override
    public Settling settles() {
        return settling;
    }

    @Override
    public boolean connectsAreTheTest() {
        return true;
    }
}
