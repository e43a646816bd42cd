package wse.run;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import wse.measure.RequestSamples;
import wse.measure.TierResult;

/** Who carries out tiers: this process, or many. Any thread. */
interface Crew extends AutoCloseable {

    /**
     * What carrying out a tier gave.
     *
     * @param samples single requests, for Gatling's report
     */
    record Carried(TierResult result, List<RequestSamples> samples) {

        public Carried {
            samples = List.copyOf(samples);
        }
    }

    /**
     * Begins to carry out a tier; returns at once. One tier at a time.
     *
     * @param narrator told of each turn of the tier, and how far it is
     * @return completes on a thread that must not be blocked
     */
    CompletableFuture<Carried> carryOut(Tier tier, Narrator narrator);

    /**
     * Ends the tier that is being carried out and tells what it gave so far, as {@code INCOMPLETE}; empty when there is none,
     * it is a warm-up, or nothing can be told of it. Blocks for seconds; where that may be more than five, it says how many.
     */
    Optional<TierResult> cutShort();

    /** Waits for what a tier that was ended has given, null for nothing; says why there is none where it does not come. */
    static <T> Optional<T> await(Tier tier, CompletableFuture<T> given, Duration within) {
        try {
            return Optional.ofNullable(given.get(within.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException | TimeoutException e) {
            System.err.println("[wse] what " + tier.name() + " gave so far cannot be told: " + e);
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** Ends whatever stands or is being carried out; waits until it is gone. No harm in doing so twice. */
    @Override
    void close();
}
