package wse.run.crew;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import wse.measure.Sampled;
import wse.measure.TierResult;
import wse.run.progress.Narrator;
import wse.run.tiers.Tier;
import wse.run.watch.CutShort;

/** Carries out tiers, in this process or in several. Any thread. */
public interface Crew extends AutoCloseable {

    /**
     * Begins to carry out a tier; returns at once. One tier at a time.
     *
     * @param narrator prints the phases of the tier and its progress
     * @return completes on a thread that must not be blocked, with the individual requests for Gatling's report
     */
    CompletableFuture<Sampled<TierResult>> carryOut(Tier tier, Narrator narrator);

    /** Who or what the current tier is waiting for; empty if there is no tier. */
    CompletableFuture<Optional<String>> awaited();

    /**
     * Begins to end the tier that is being carried out, whose measurements so far are then {@code INCOMPLETE}. Returns
     * immediately; empty if there is no tier, or only a warm-up.
     *
     * @param reason why, in words
     */
    Optional<CutShort> cutShort(String reason);

    /** Closes all connections, cancels the current tier, and waits for both. May be called twice. */
    @Override
    void close();
}
