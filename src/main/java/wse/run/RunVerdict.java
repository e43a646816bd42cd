package wse.run;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import wse.config.AcceptConfig;
import wse.measure.Outcome;
import wse.measure.OutcomeCounts;
import wse.measure.Reason;
import wse.measure.TierMeasurement;
import wse.measure.TierResult;
import wse.measure.Verdict;

/**
 * The verdict on a whole run, which decides the exit code: the run is complete, and its tables show no more failures
 * than the settings accept. Gatling's own counts alone cannot decide this, because they do not show incomplete tiers,
 * and omit requests if there are millions. Pure.
 */
final class RunVerdict {

    private static final Outcome INCOMPLETE = new Outcome("INCOMPLETE");
    private static final Outcome CLIENT_LOST = new Outcome("CLIENT_LOST");
    private static final Outcome TOO_MANY_FAILED = new Outcome("TOO_MANY_FAILED");
    private static final Outcome TOO_FEW_ALIVE = new Outcome("TOO_FEW_ALIVE");

    private final AcceptConfig accept;
    private final List<TierMeasurement> tiers;

    private RunVerdict(AcceptConfig accept, List<TierMeasurement> tiers) {
        this.accept = accept;
        this.tiers = tiers;
    }

    /**
     * The verdict as an outcome: OK, or the name of the first reason to fail.
     *
     * @param planned how many tiers were planned
     * @param broken why a tier could not be carried out; empty if there was no such tier
     */
    static Outcome of(AcceptConfig accept, int planned, List<TierResult> tiers, Optional<String> broken) {
        boolean whole =
                tiers.size() == planned && tiers.stream().allMatch(tier -> tier.verdict() != Verdict.INCOMPLETE);
        if (broken.isPresent() || !whole) {
            return INCOMPLETE;
        }
        return tiers.stream().anyMatch(RunVerdict::lacksAClient)
                ? CLIENT_LOST
                : new RunVerdict(
                                accept, tiers.stream().map(TierResult::measured).toList())
                        .accepted();
    }

    /** Whether the tier was carried out by fewer processes than planned. */
    private static boolean lacksAClient(TierResult tier) {
        return tier.reasons().stream().anyMatch(reason -> reason.cause() == Reason.Cause.CLIENT_LOST);
    }

    private Outcome accepted() {
        if (failedPercent() > accept.maxFailedPercent()) {
            return TOO_MANY_FAILED;
        }
        return survivalPercent() < accept.minSurvivalPercent() ? TOO_FEW_ALIVE : Outcome.OK;
    }

    /** Percentage of all connections, pings and confirmations of floods. */
    private double failedPercent() {
        OutcomeCounts all = new OutcomeCounts();
        tiers.forEach(tier -> all.add(tier.outcomes()));
        tiers.forEach(tier -> all.add(tier.pingOutcomes()));
        return percent(all.total() - all.of(Outcome.OK), all.total(), 0);
    }

    /** Percentage of all connections that were to be held; 100 if there are none. */
    private double survivalPercent() {
        List<TierMeasurement> holds =
                tiers.stream().filter(tier -> tier.alive().isPresent()).toList();
        long alive = holds.stream()
                .map(TierMeasurement::alive)
                .mapToLong(OptionalLong::getAsLong)
                .sum();
        long held = holds.stream().mapToLong(tier -> tier.outcomes().total()).sum();
        return percent(alive, held, 100);
    }

    private static double percent(long part, long whole, double ofNothing) {
        return whole == 0 ? ofNothing : 100.0 * part / whole;
    }
}
