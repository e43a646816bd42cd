package wse.gatling;

import io.netty.util.concurrent.EventExecutor;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import wse.measure.TierMeasurement;
import wse.run.StressRun;
import wse.run.tiers.Tier;
import wse.run.watch.TierProgress;
import wse.run.watch.TierWatch;

/**
 * Lets a run watch a tier that Gatling's own DSL carries out, and keep its result.
 *
 * @param progress source of the tier's progress for the watch
 */
record RunHooks(StressRun run, Tier tier, TierWatch watch, TierProgress progress) implements TierHooks {

    @Override
    public CompletionStage<?> before(Iterable<? extends EventExecutor> loops) {
        return run.untilTheEnd(() -> run.portsFor(tier).thenCompose(free -> {
            CompletableFuture<Void> begun = watch.begin(loops, progress);
            run.begun(tier, watch);
            return begun;
        }));
    }

    @Override
    public void onUp() {
        run.untilTheEnd(watch::onUp);
    }

    @Override
    public CompletionStage<?> onHeight() {
        return run.untilTheEnd(watch::onHeight);
    }

    @Override
    public CompletionStage<?> after(TierMeasurement result) {
        return run.untilTheEnd(() -> run.ended(tier, watch.judge(result)));
    }
}
