package wse.report;

import java.util.OptionalDouble;
import java.util.Set;
import wse.measure.RunResult;
import wse.measure.TierResult;
import wse.text.Units;

/** Names tiers, and knows which of their findings are already shown by a table. Pure. */
final class TierNotes {

    private TierNotes() {}

    /** As in {@code 1,000 connections, open at 10/s}. */
    static String label(RunResult run, TierResult tier) {
        String connections = Units.counted(tier.shape().connections(), "connection");
        String variant = Variant.of(run).of(tier);
        if (variant.isEmpty()) {
            return connections;
        }
        OptionalDouble rate = tier.shape().pingsPerSecond();
        return connections + ", " + variant + (rate.isPresent() ? " at " + Units.rate(rate.getAsDouble()) + "/s" : "");
    }

    /** Findings that are shown below the table of formats. */
    static Set<String> shownElsewhere(RunResult run) {
        return Variant.of(run) == Variant.FORMAT ? FormatComparison.shared(run) : Set.of();
    }
}
