package wse.run.watch;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import wse.load.Loads;
import wse.load.SoFar;
import wse.measure.LiveCounts;
import wse.measure.LiveFigures;
import wse.measure.LiveOutcomes;
import wse.measure.Outcome;
import wse.measure.OutcomeCounts;

/**
 * The progress of a tier, readable from any thread.
 *
 * @param live what the tier has counted so far, without latencies
 * @param soFar all figures so far, for a tier that is ended early
 */
public record TierProgress(Supplier<LiveFigures> live, Supplier<CompletableFuture<SoFar>> soFar) {

    /** The progress of a tier whose figures so far can be read at any time, and cheaply. */
    public static TierProgress of(Supplier<SoFar> soFar) {
        return of(() -> figures(soFar.get()), soFar);
    }

    /**
     * The progress of a tier whose figures so far can be read at any time.
     *
     * @param live read once a second or more often, so it must be cheap
     */
    public static TierProgress of(Supplier<LiveFigures> live, Supplier<SoFar> soFar) {
        return new TierProgress(live, () -> CompletableFuture.completedFuture(soFar.get()));
    }

    private static LiveFigures figures(SoFar soFar) {
        OutcomeCounts ended = ended(soFar.outcomes());
        return LiveFigures.of(ended, LiveCounts.of(ended, soFar.pings()));
    }

    /**
     * Without {@code ABORTED}, which would be the outcome of the connects under way if the tier were ended now. They may
     * still succeed.
     */
    private static OutcomeCounts ended(OutcomeCounts outcomes) {
        OutcomeCounts ended = new OutcomeCounts();
        outcomes.asMap().forEach((outcome, count) -> ended.add(outcome, outcome.equals(Outcome.ABORTED) ? 0 : count));
        outcomes.details().forEach(ended::explain);
        return ended;
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
