package wse.run.crew;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import wse.load.LoadTarget;
import wse.load.Loads;
import wse.load.Stage;
import wse.measure.LiveOutcomes;
import wse.measure.Sampled;
import wse.measure.TierResult;
import wse.run.progress.Narrator;
import wse.run.target.CurrentTarget;
import wse.run.target.Target;
import wse.run.tiers.Tier;
import wse.run.watch.CutShort;
import wse.run.watch.IntervalLog;
import wse.run.watch.TierProgress;
import wse.run.watch.TierWatch;

/** Carries out tiers with the client of this process. The client's owner closes it. */
public final class LocalCrew implements Crew {

    private final Loads loads = new Loads();
    private final LoadTarget loadTarget;
    private final CurrentTarget target;
    private final ScheduledExecutorService watchThread;
    private final IntervalLog intervals;

    private volatile Optional<TierWatch> underWay = Optional.empty();

    public LocalCrew(
            LoadTarget loadTarget, CurrentTarget target, ScheduledExecutorService watchThread, IntervalLog intervals) {
        this.loadTarget = loadTarget;
        this.target = target;
        this.watchThread = watchThread;
        this.intervals = intervals;
    }

    @Override
    public CompletableFuture<Sampled<TierResult>> carryOut(Tier tier, Narrator narrator) {
        Target now = target.now();
        LoadTarget addressed = loadTarget.withEndpoints(now.endpoints());
        TierWatch watch = new TierWatch(tier, now, watchThread, intervals.of(tier), narrator);
        LiveOutcomes live = new LiveOutcomes();
        CompletableFuture<Void> begun = watch.begin(loadTarget.client().loops(), TierProgress.of(live, loads));
        underWay = Optional.of(watch);
        return begun.thenCompose(ready -> loads.run(tier.plan(), new Stage(addressed, watch.collector(), live, watch)))
                .thenApply(run -> run.map(watch::judge))
                .whenComplete((carried, failure) -> underWay = Optional.empty());
    }

    @Override
    public CompletableFuture<Optional<String>> awaited() {
        return CompletableFuture.completedFuture(underWay.map(TierWatch::awaited));
    }

    @Override
    public Optional<CutShort> cutShort(String reason) {
        return underWay.flatMap(watch -> watch.cutShort(reason));
    }

    @Override
    public void close() {
        // Nothing to close: the client's owner closes it.
    }
}
