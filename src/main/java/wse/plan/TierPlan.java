package wse.plan;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What one tier must do, as an immutable value. The plan itself answers questions about it; the {@code load} package
 * {@linkplain #carryOut carries it out}.
 */
public sealed interface TierPlan permits StormPlan, PingPlan, HoldPlan, FloodPlan, LimitStep, ScenarioPlan {

    /** Several times what a slow machine needs to open and close a connection. */
    Duration SLOW_CONNECTION = Duration.ofMillis(2);

    /**
     * Carries out each kind of plan. A new kind adds a method here, so the compiler points out every class that must support
     * it.
     */
    interface Carrier<T> {

        T storm(StormPlan plan);

        T ping(PingPlan plan);

        T hold(HoldPlan plan);

        T flood(FloodPlan plan);

        T limitStep(LimitStep step);

        T scenario(ScenarioPlan plan);
    }

    /** Calls the carrier's method for this kind of plan. */
    <T> T carryOut(Carrier<T> carrier);

    Ramp ramp();

    /** The same plan with another ramp. */
    TierPlan withRamp(Ramp ramp);

    /** The name of the plan for display, in a word or two. */
    String title();

    /** How long the plan lasts once all connections are open; empty if unknown. */
    Optional<Duration> durationAfterRamp();

    /**
     * The longest time that the plan can take once each connection has its outcome. This includes all time-outs, but
     * not the time that the client itself needs.
     */
    Duration longestAfterRamp();

    /** The longest time that the plan can take, again without the time that the client itself needs. */
    default Duration longest() {
        return ramp().longest().plus(longestAfterRamp());
    }

    /**
     * The longest time that the plan can take on a slow machine, which needs up to {@link #SLOW_CONNECTION} for each
     * connection.
     */
    default Duration longestOnSlowMachine() {
        return longest().plus(SLOW_CONNECTION.multipliedBy(connections()));
    }

    PingSchedule pingSchedule();

    /** Scheduled pings per second of all connections of this share together; 0 without a schedule. */
    default double scheduledPingsPerSecond() {
        return 0;
    }

    /** The messages of a flood; empty if the plan is not one. */
    default Optional<Flow> floodFlow() {
        return Optional.empty();
    }

    /** Whether the plan measures connecting, so that its figures are those of the ramp. */
    default boolean connectsAreTheTest() {
        return false;
    }

    /** How the plan finds out, after its ramp, whether the server keeps the connections. Other tests ping them anyway. */
    default Settling settles() {
        return Settling.NONE;
    }

    /** Whether open connections are kept alive while others are still connecting. */
    default boolean keepsAliveWhileRamping() {
        return true;
    }

    /** Whether connections of the previous step may still be open when this plan begins. */
    default boolean continuesStepBefore() {
        return false;
    }

    /**
     * How often a warm-up with this plan is repeated. After one round, a storm of 1,000 connections cost 180 to 250 us of
     * client CPU per connection; after ten rounds, 100 us (client pinned to one core, wse-server 2.0.0 on the other).
     *
     * @param processes number of processes that share the plan; with several, each gets enough connections to need fewer
     *     rounds
     */
    default int warmUpRounds(int processes) {
        return Math.max(1, 10 / processes);
    }

    /**
     * Splits this plan over several members, one part for each. Together, the parts do what this plan does: the same
     * connections with the same intended times. There are fewer parts than members if some would have nothing to do.
     *
     * @throws IllegalStateException if this is already a part
     */
    default List<TierPlan> split(int members) {
        return ramp().split(members).stream().map(this::withRamp).toList();
    }

    /** The number of connections of this plan's share. */
    default int connections() {
        return ramp().connections();
    }
}
