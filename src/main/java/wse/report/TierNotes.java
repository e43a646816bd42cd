package wse.report;

import java.util.OptionalDouble;
import java.util.Set;
import wse.measure.RunResult;
import wse.measure.TierResult;
import wse.text.Units;

/** Names tiers, and knows which of their findings are already shown by a table. Pure. */
final class TierNotes {

    /** Lower rates would be shown as 0.0. */
    private static final double LEAST_PER_SECOND = 0.1;

    private TierNotes() {}

    /**
     * As in {@code 1,000 connections, 10 pings/s each}. For a scenario, the name of its simulation: the number of its connections
     * may differ from run to run.
     */
    static String label(RunResult run, TierResult tier) {
        if (!tier.shape().isPlanned()) {
            return "all users of " + Header.simulation(run);
        }
        String connections = Units.counted(tier.shape().connections(), "connection");
        String variant = variant(run, tier);
        return variant.isEmpty() ? connections : connections + ", " + variant;
    }

    private static String variant(RunResult run, TierResult tier) {
        OptionalDouble pings = tier.shape().pingsPerSecond();
        if (pings.isPresent()) {
            return pings(pings.getAsDouble());
        }
        OptionalDouble connects = tier.shape().connectsPerSecond();
        return connects.isPresent() && tier.shape().measuresAccepting()
                ? Units.rate(connects.getAsDouble()) + " per second"
                : Variant.of(run).inLabels(tier);
    }

    /** As in {@code 10 pings/s each} and, if they are rare, {@code a ping every 30 s each}. */
    private static String pings(double perSecond) {
        if (perSecond < LEAST_PER_SECOND) {
            return "a ping every " + Math.round(1 / perSecond) + " s each";
        }
        return Units.rate(perSecond) + (perSecond == 1 ? " ping/s each" : " pings/s each");
    }

    /** Findings that are shown below the table of formats. */
    static Set<String> shownElsewhere(RunResult run) {
        return Variant.of(run) == Variant.FORMAT ? FormatComparison.shared(run) : Set.of();
    }
}
