package wse.run.crew;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import wse.measure.Sampled;
import wse.measure.TierResult;
import wse.run.progress.Narrator;
import wse.run.tiers.Tier;
import wse.run.watch.CutShort;

/** Who carries out tiers: this process, or many. Any thread. */
public interface Crew extends AutoCloseable {

    /**
     * Begins to carry out a tier; returns at once. One tier at a time.
     *
     * @param narrator told of each turn of the tier, and how far it is
     * @return completes on a thread that must not be blocked, with the single requests for Gatling's report
     */
    CompletableFuture<Sampled<TierResult>> carryOut(Tier tier, Narrator narrator);

    /**
     * Begins to end the tier that is being carried out, whose measurements so far are then {@code INCOMPLETE}. Returns
     * immediately; empty if there is no tier, or only a warm-up.
     */
    Optional<CutShort> cutShort();

    /** Ends everything that is open or being carried out, and waits for it. May be called twice. */
    @Override
    void close();
}
