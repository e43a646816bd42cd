package wse.plan;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * One step of the search for a connection limit. Connections stay open from one step to the next, and the hold covers
 * all of them. While the steps grow, no member's share shrinks, so members only ever add connections.
 *
 * @param hold the hold of all connections of the step, including those that are already open
 * @param before what the step does first with the connections that are already open
 * @param added connections that all members together add; 0: each member opens as many as it lacks, so that lost
 *     connections are replaced
 * @param pause pause before the step opens its first connection; open connections are kept alive meanwhile
 * @param pinged whether open connections are pinged once per interval until the last ping; otherwise they send the
 *     protocol's keep-alive message, which costs both sides much less
 */
public record LimitStep(HoldPlan hold, Before before, int added, Duration pause, boolean pinged) implements TierPlan {

    /** What happens to the open connections when a step begins. */
    public enum Before {
        /** All of them stay open. */
        KEEP,
        /**
         * All of them stay open, and the connections that this step adds belong to the step before: a later
         * {@link #FALL_BACK} closes both.
         */
        ADD_TO_LAST,
        /** The connections that the last step added are closed. */
        FALL_BACK,
        /** All of them are closed, and the step opens all of its connections again. */
        RESET
    }

    public LimitStep {
        Objects.requireNonNull(hold, "hold");
        Objects.requireNonNull(before, "before");
        Objects.requireNonNull(pause, "pause");
        Checks.between(0, hold.ramp().share().ofConnections(), added, "added");
    }

    /**
     * How many connections this member has to open.
     *
     * @param open how many of its connections are open
     */
    public int missing(int open) {
        Share share = ramp().share();
        int planned = added == 0 ? connections() - open : Checks.part(added, share.member(), share.members());
        return Math.max(0, Math.min(planned, connections()));
    }

    @Override
    public Ramp ramp() {
        return hold.ramp();
    }

    @Override
    public TierPlan withRamp(Ramp ramp) {
        return new LimitStep(
                new HoldPlan(ramp, hold.hold(), hold.pingInterval(), hold.pongTimeout()), before, added, pause, pinged);
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
    public Duration longestAfterRamp() {
        return pause.plus(hold.longestAfterRamp());
    }

    @Override
    public PingSchedule pingSchedule() {
        return hold.pingSchedule();
    }

    @Override
    public double scheduledPingsPerSecond() {
        return pinged ? hold.scheduledPingsPerSecond() : 0;
    }

    @Override
    public boolean continuesStepBefore() {
        return true;
    }
}
