package wse.plan;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What one tier is to do, as an immutable value. It answers for itself what others need to know of it; the {@code load}
 * package {@linkplain #carryOut carries it out}.
 */
public sealed interface TierPlan permits StormPlan, PingPlan, HoldPlan, FloodPlan, LimitStep {

    /** Carries out each kind of plan. A new kind adds a method here, so the compiler names everyone who must know it. */
    interface Carrier<T> {

        T storm(StormPlan plan);

        T ping(PingPlan plan);

        T hold(HoldPlan plan);

        T flood(FloodPlan plan);

        T limitStep(LimitStep step);
    }

    /** Calls the carrier's method for this kind of plan. */
    <T> T carryOut(Carrier<T> carrier);

    Ramp ramp();

    /** The same plan with another ramp. */
    TierPlan withRamp(Ramp ramp);

    /** What the plan is, in a word or two for people. */
    String title();

    /** How long the plan lasts once all connections are up; empty if nobody can know. */
    Optional<Duration> durationAfterRamp();

    PingSchedule pingSchedule();

    /** What flows in a flood; empty if the plan is not one. */
    default Optional<Flow> floodFlow() {
        return Optional.empty();
    }

    /** Whether connecting is what the plan measures, so that its figures are those of the ramp. */
    default boolean connectsAreTheTest() {
        return false;
    }

    /** Whether connections that are up are kept from going idle while others still connect. */
    default boolean keepsAliveWhileRamping() {
        return true;
    }

    /** Whether connections of the step before may still be open when this plan begins. */
    default boolean continuesStepBefore() {
        return false;
    }

    /**
     * How often a warm-up with this plan is repeated. After one round a storm of 1,000 cost 180 to 250 us of client CPU a
     * connection, after ten 100 us (client pinned to one core, wse-server 2.0.0 on the other).
     *
     * @param processes that share the plan; each gets so many connections that it needs fewer rounds
     */
    default int warmUpRounds(int processes) {
        return Math.max(1, 10 / processes);
    }

    /**
     * Splits this plan over several members, one element for each. Together the parts do what this plan does: the same
     * connections with the same intended times. There are fewer parts than members if some would have nothing to do.
     *
     * @throws IllegalStateException if this is already a part
     */
    default List<TierPlan> split(int members) {
        return ramp().split(members).stream().map(this::withRamp).toList();
    }

    /** Connections of this plan's share. */
    default int connections() {
        return ramp().connections();
    }
}
