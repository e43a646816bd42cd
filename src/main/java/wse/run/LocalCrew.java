package wse.run;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import wse.load.LoadTarget;
import wse.load.Loads;
import wse.load.Stage;

/** Carries out tiers with the client of this process. */
final class LocalCrew implements Crew {

    private final Loads loads = new Loads();
    private final LoadTarget loadTarget;
    private final Target target;
    private final ScheduledExecutorService watchThread;
    private final IntervalLog intervals;

    /** The client stays its owner's. */
    LocalCrew(LoadTarget loadTarget, Target target, ScheduledExecutorService watchThread, IntervalLog intervals) {
        this.loadTarget = loadTarget;
        this.target = target;
        this.watchThread = watchThread;
        this.intervals = intervals;
    }

    @Override
    public CompletableFuture<Carried> carryOut(Tier tier, Consumer<String> progress) {
        TierWatch watch = new TierWatch(tier, target, watchThread, intervals.of(tier), progress);
        return watch.begin(loadTarget.client().loops())
                .thenCompose(ready -> loads.run(tier.plan(), new Stage(loadTarget, watch.collector(), watch)))
                .thenApply(run -> new Carried(watch.judge(run), run.samples()));
    }

    @Override
    public void close() {
        // Nothing but the client, which its owner closes.
    }
}
