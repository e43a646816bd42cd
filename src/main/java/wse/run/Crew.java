package wse.run;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
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
     * Ends the tier that is being carried out and tells what it gave so far, as {@code INCOMPLETE}; empty when there is none, or
     * nothing can be told of it. Blocks for some seconds at most.
     */
    Optional<TierResult> cutShort();

    /** Ends whatever stands or is being carried out; waits until it is gone. No harm in doing so twice. */
    @Override
    void close();
}
