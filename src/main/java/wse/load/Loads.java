package wse.load;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import wse.measure.FloodAccount;
import wse.measure.LiveOutcomes;
import wse.measure.OutcomeCounts;
import wse.measure.Sampled;
import wse.measure.SteadyClock;
import wse.measure.TestFigures;
import wse.measure.TierMeasurement;
import wse.plan.FloodPlan;
import wse.plan.HoldPlan;
import wse.plan.LimitStep;
import wse.plan.PingPlan;
import wse.plan.ScenarioPlan;
import wse.plan.StormPlan;
import wse.plan.TierPlan;

/**
 * Runs plans in this process, one after the other; there is one instance per client. Holds the connections that stay up
 * between the steps of a connection limit search. May be called from any thread; start a plan only when the future of the
 * previous one has completed.
 */
public final class Loads {

    private final LimitLoad limit = new LimitLoad();
    /** The running flood, if there is one. */
    private volatile Optional<FloodLoad> flood = Optional.empty();

    /**
     * Starts a plan and returns at once. A client runs one plan at a time, so that tiers do not disturb each other.
     *
     * @return the measurement. Completes when all connections of the plan are closed, except those of a {@link LimitStep},
     *     which stay up until {@link #down()}. Completes on an event loop, so do not block there
     */
    public CompletableFuture<Sampled<TierMeasurement>> run(TierPlan plan, Stage stage) {
        return plan.carryOut(new OnStage(stage));
    }

    /** Runs each kind of plan on one stage. */
    private final class OnStage implements TierPlan.Carrier<CompletableFuture<Sampled<TierMeasurement>>> {

        private final Stage stage;

        OnStage(Stage stage) {
            this.stage = stage;
        }

        @Override
        public CompletableFuture<Sampled<TierMeasurement>> storm(StormPlan plan) {
            return StormLoad.run(stage, plan);
        }

        @Override
        public CompletableFuture<Sampled<TierMeasurement>> ping(PingPlan plan) {
            return PingLoad.run(stage, plan);
        }

        @Override
        public CompletableFuture<Sampled<TierMeasurement>> hold(HoldPlan plan) {
            return HoldLoad.run(stage, plan);
        }

        @Override
        public CompletableFuture<Sampled<TierMeasurement>> flood(FloodPlan plan) {
            FloodLoad begun = new FloodLoad(stage, plan);
            flood = Optional.of(begun);
            return begun.run().whenComplete((run, failure) -> flood = Optional.empty());
        }

        @Override
        public CompletableFuture<Sampled<TierMeasurement>> limitStep(LimitStep step) {
            LoadTarget fresh = stage.target().renewed(SteadyClock.ofProcess().instant(), step.longestOnSlowMachine());
            return limit.step(step, stage.withTarget(fresh));
        }

        @Override
        public CompletableFuture<Sampled<TierMeasurement>> scenario(ScenarioPlan plan) {
            return CompletableFuture.failedFuture(
                    new IllegalStateException("only Gatling's virtual users carry out a scenario"));
        }
    }

    /**
     * The figures so far of a running plan that is being ended early: pings are not counted any more. May be called at any
     * time, from any thread.
     *
     * @param live the live outcomes of the plan's stage
     */
    public CompletableFuture<SoFar> soFar(LiveOutcomes live) {
        return Futures.sum(live.endPings(), new OutcomeCounts(), OutcomeCounts::plus)
                .thenCombine(
                        floodSoFar(),
                        (pings, flooded) -> new SoFar(live.now(), pings, live.stood(), flooded, TestFigures.none()));
    }

    /** The figures of the running flood so far; empty if no flood is running. May be called at any time, from any thread. */
    public CompletableFuture<Optional<FloodAccount>> floodSoFar() {
        return flood.map(load -> load.soFar().thenApply(Optional::of))
                .orElse(CompletableFuture.completedFuture(Optional.empty()));
    }

    /** Closes the connections that are still up. */
    public CompletableFuture<Void> down() {
        return limit.down();
    }
}
