package wse.plan;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * One step of the search for a connection limit. Connections stay open from one step to the next, and the hold covers all of
 * them. While the steps grow, no member's share shrinks, so members only ever add connections.
 *
 * @param hold the hold of all connections of the step, including those that are already open
 * @param before what happens first to the connections that are already open
 */
public record LimitStep(HoldPlan hold, Before before) implements TierPlan {

    /** What happens to the open connections when a step begins. */
    public enum Before {
        /** All of them stay open. */
        KEEP,
        /** The connections that the last step added are closed. */
        FALL_BACK,
        /** All of them are closed, and the step opens all of its connections again. */
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
