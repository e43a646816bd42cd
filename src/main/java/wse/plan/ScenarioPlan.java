package wse.plan;

import java.time.Duration;
import java.util.Optional;

/**
 * A scenario whose virtual users decide what to do: nobody knows in advance how many connections they open, or for how long.
 *
 * @param ramp only its time-outs apply
 */
public record ScenarioPlan(Ramp ramp) implements TierPlan {

    /** No scenario ends because of its plan: Gatling decides how long it takes. */
    private static final Duration LONGEST = Duration.ofDays(3650);

    @Override
    public TierPlan withRamp(Ramp other) {
        return new ScenarioPlan(other);
    }

    @Override
    public <T> T carryOut(Carrier<T> carrier) {
        return carrier.scenario(this);
    }

    @Override
    public String title() {
        return "scenario";
    }

    @Override
    public Optional<Duration> durationAfterRamp() {
        return Optional.empty();
    }

    @Override
    public Duration longestAfterRamp() {
        return LONGEST;
    }

    @Override
    public PingSchedule pingSchedule() {
        return PingSchedule.NONE;
    }

    /** Users connect at any time, so there is no ramp that the figures could leave out. */
    @Override
    public boolean connectsAreTheTest() {
        return true;
    }

    /** None is planned. */
    @Override
    public int connections() {
        return 0;
    }
}
