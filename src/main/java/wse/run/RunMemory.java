package wse.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import wse.measure.RunResult;
import wse.measure.TierResult;
import wse.run.tiers.Tier;

/** Remembers the results of a run's tiers. Thread-safe; its lock is held only to read or write a field. */
final class RunMemory {

    private final List<TierResult> tiers = new ArrayList<>();
    private final WarmUpTotals warmUp = new WarmUpTotals();
    private Optional<String> broken = Optional.empty();
    private boolean closed;

    /**
     * Adds the result of a tier; warm-ups are only added up.
     *
     * @return whether the result becomes part of the run's results; false for warm-ups, and after the end of the run
     */
    synchronized boolean add(Tier tier, TierResult result) {
        if (closed) {
            return false;
        }
        if (tier.warmUp()) {
            warmUp.add(result.measured());
            return false;
        }
        return tiers.add(result);
    }

    /** Whether the run has ended. */
    synchronized boolean isClosed() {
        return closed;
    }

    /** Notes that a tier could not be carried out. */
    synchronized void addFailure(Tier tier, Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        broken = Optional.of(tier.name() + " could not be carried out: " + cause);
    }

    /** Why a tier is missing; empty if none is. */
    synchronized Optional<String> broken() {
        return broken;
    }

    /** The results of all tiers so far. */
    synchronized List<TierResult> tiers() {
        return List.copyOf(tiers);
    }

    /** Returns the results of all tiers, and accepts no more. */
    synchronized List<TierResult> close() {
        closed = true;
        return List.copyOf(tiers);
    }

    /** The sum of the warm-ups; empty if there was none. */
    synchronized Optional<RunResult.WarmUp> warmUp() {
        return warmUp.total();
    }
}
