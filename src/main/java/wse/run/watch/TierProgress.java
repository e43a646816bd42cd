package wse.run.watch;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import wse.load.Loads;
import wse.load.SoFar;
import wse.measure.LiveCounts;
import wse.measure.LiveFigures;
import wse.measure.LiveOutcomes;

/**
 * The progress of a tier, readable from any thread.
 *
 * @param live what the tier has counted so far, without latencies
 * @param soFar all figures so far, for a tier that is ended early
 */
public record TierProgress(Supplier<LiveFigures> live, Supplier<CompletableFuture<SoFar>> soFar) {

    /** The progress of a tier whose figures so far can be read at any time. */
    public static TierProgress of(Supplier<SoFar> soFar) {
        return new TierProgress(() -> figures(soFar.get()), () -> CompletableFuture.completedFuture(soFar.get()));
    }

    private static LiveFigures figures(SoFar soFar) {
        return LiveFigures.of(soFar.outcomes(), LiveCounts.of(soFar.outcomes(), soFar.pings()));
    }

    /** The progress of a tier that the Netty engine carries out. */
    public static TierProgress of(LiveOutcomes live, Loads loads) {
        return new TierProgress(live::figures, () -> loads.soFar(live));
    }

    /** What the tier has counted so far. */
    LiveCounts counts() {
        return live.get().counts();
    }
}
