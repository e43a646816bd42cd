package wse.run.watch;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import wse.load.Loads;
import wse.load.SoFar;
import wse.measure.LiveOutcomes;
import wse.measure.OutcomeCounts;

/**
 * Where to read how far a tier has come; from any thread.
 *
 * @param live the outcomes of the connections so far
 * @param soFar all figures so far, for a tier that is ended early
 */
public record TierProgress(Supplier<OutcomeCounts> live, Supplier<CompletableFuture<SoFar>> soFar) {

    /** The progress of a tier of which nothing but the outcomes of its connections is known before its end. */
    public static TierProgress of(Supplier<OutcomeCounts> live) {
        return new TierProgress(live, () -> CompletableFuture.completedFuture(new SoFar(live.get())));
    }

    /** The progress of a tier that the Netty engine carries out. */
    public static TierProgress of(LiveOutcomes live, Loads loads) {
        return new TierProgress(
                live::now, () -> loads.floodSoFar().thenApply(flood -> new SoFar(live.now(), live.stood(), flood)));
    }
}
