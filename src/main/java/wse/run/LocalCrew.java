package wse.run;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import wse.load.LoadTarget;
import wse.load.Loads;
import wse.load.Stage;
import wse.measure.LiveOutcomes;
import wse.measure.TierResult;

/** Carries out tiers with the client of this process. */
final class LocalCrew implements Crew {

    private final Loads loads = new Loads();
    private final LoadTarget loadTarget;
    private final Target target;
    private final ScheduledExecutorService watchThread;
    private final IntervalLog intervals;

    /** Null between tiers. */
    private volatile TierWatch underWay;

    LocalCrew(LoadTarget loadTarget, Target target, ScheduledExecutorService watchThread, IntervalLog intervals) {
        this.loadTarget = loadTarget;
        this.target = target;
        this.watchThread = watchThread;
        this.intervals = intervals;
    }

    @Override
    public CompletableFuture<Carried> carryOut(Tier tier, Narrator narrator) {
        TierWatch watch = new TierWatch(tier, target, watchThread, intervals.of(tier), narrator);
        LiveOutcomes live = new LiveOutcomes();
        watch.follow(live, loads);
        underWay = watch;
        return watch.begin(loadTarget.client().loops())
                .thenCompose(ready -> loads.run(tier.plan(), new Stage(loadTarget, watch.collector(), live, watch)))
                .thenApply(run -> new Carried(watch.judge(run), run.samples()))
                .whenComplete((carried, failure) -> underWay = null);
    }

    @Override
    public Optional<TierResult> cutShort() {
        TierWatch watch = underWay;
        return watch == null ? Optional.empty() : watch.cutShort();
    }

    @Override
    public void close() {
        // Nothing but the client, which its owner closes.
    }
}
