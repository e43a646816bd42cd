package wse.plan;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * One step of a probe for a limit: connections stand from one step to the next, and the hold is over all of them. The
 * share of a member does not shrink while the steps grow, so that every member only ever adds.
 *
 * @param hold of all connections of the step, those that stand already included
 * @param before what becomes first of the connections that stand
 */
public record LimitStep(HoldPlan hold, Before before) implements TierPlan {

    /** What becomes of the connections that stand when a step begins. */
    public enum Before {
        /** They all stay. */
        KEEP,
        /** What the last step added is closed. */
        FALL_BACK,
        /** They are all closed, and what the step needs is connected anew. */
        RESET
    }

    public LimitStep {
        Objects.requireNonNull(hold, "hold");
        Objects.requireNonNull(before, "before");
    }

    @Override
    public Ramp ramp() {
        return hold.ramp();
    }

    @Override
    public TierPlan withRamp(Ramp ramp) {
        return new LimitStep(new HoldPlan(ramp, hold.hold(), hold.pingInterval(), hold.pongTimeout()), before);
    }

    @Override
    public <T> T carryOut(Carrier<T> carrier) {
        return carrier.limitStep(this);
    }

    @Override
    public String title() {
        return "limit step";
    }

    @Override
    public Optional<Duration> durationAfterRamp() {
        return hold.durationAfterRamp();
    }

    @Override
    public PingSchedule pingSchedule() {
        return hold.pingSchedule();
    }

    @Override
    public boolean continuesStepBefore() {
        return true;
    }
}
