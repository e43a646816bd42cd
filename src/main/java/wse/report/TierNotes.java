package wse.report;

import java.util.OptionalDouble;
import java.util.Set;
import wse.measure.RunResult;
import wse.measure.TierResult;
import wse.text.Units;

/** Names tiers, and knows which of their findings are already shown by a table. Pure. */
final class TierNotes {

    private TierNotes() {}

    /** As in {@code 1,000 connections, 10 pings/s each}. */
    static String label(RunResult run, TierResult tier) {
        String connections = Units.counted(tier.shape().connections(), "connection");
        OptionalDouble rate = tier.shape().pingsPerSecond();
        String variant =
                rate.isPresent() ? pings(rate.getAsDouble()) : Variant.of(run).inLabels(tier);
        return variant.isEmpty() ? connections : connections + ", " + variant;
    }

    private static String pings(double perSecond) {
        return Units.rate(perSecond) + (perSecond == 1 ? " ping/s each" : " pings/s each");
    }

    /** Findings that are shown below the table of formats. */
    static Set<String> shownElsewhere(RunResult run) {
        return Variant.of(run) == Variant.FORMAT ? FormatComparison.shared(run) : Set.of();
    }
}
