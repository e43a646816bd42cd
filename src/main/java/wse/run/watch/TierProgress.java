package wse.run.watch;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import wse.load.Loads;
import wse.load.SoFar;
import wse.measure.LiveCounts;
import wse.measure.LiveOutcomes;
import wse.measure.OutcomeCounts;

/**
 * The progress of a tier, readable from any thread.
 *
 * @param live the outcomes of the connections so far
 * @param counts what the tier has counted so far
 * @param soFar all figures so far, for a tier that is ended early
 */
public record TierProgress(
        Supplier<OutcomeCounts> live, Supplier<LiveCounts> counts, Supplier<CompletableFuture<SoFar>> soFar) {

    /** The progress of a tier whose figures so far can be read at any time. */
    public static TierProgress of(Supplier<SoFar> soFar) {
        return new TierProgress(
                () -> soFar.get().outcomes(),
                () -> LiveCounts.of(soFar.get().outcomes(), soFar.get().pings()),
                () -> CompletableFuture.completedFuture(soFar.get()));
    }

    /** The progress of a tier that the Netty engine carries out. */
    public static TierProgress of(LiveOutcomes live, Loads loads) {
        return new TierProgress(live::now, live::counts, () -> loads.soFar(live));
    }
}
