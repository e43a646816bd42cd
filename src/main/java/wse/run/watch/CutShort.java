package wse.run.watch;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import wse.measure.TierResult;
import wse.run.tiers.Tier;

/**
 * A tier that is being ended before it is complete.
 *
 * @param given completes with its result so far
 * @param within maximum time for that
 */
public record CutShort(Tier tier, CompletableFuture<TierResult> given, Duration within) {

    /** Waits for the result so far; if it does not arrive, prints the reason and returns nothing. */
    public Optional<TierResult> await() {
        try {
            return Optional.of(given.get(within.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException | TimeoutException e) {
            System.err.println("[wse] the measurements of " + tier.name() + " so far are lost: " + e);
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
