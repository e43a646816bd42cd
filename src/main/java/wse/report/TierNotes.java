package wse.report;

import java.util.List;
import java.util.Set;
import wse.measure.RunResult;
import wse.measure.TierResult;
import wse.measure.Verdict;

/** A tier's verdict in words: the reasons against its figures, and what to know beside them. */
record TierNotes(String label, Verdict verdict, List<String> reasons, List<String> findings) {

    static List<TierNotes> of(RunResult run) {
        Set<String> elsewhere = Variant.of(run) == Variant.FORMAT ? FormatComparison.shared(run) : Set.of();
        return run.tiers().stream()
                .map(tier -> new TierNotes(label(run, tier), tier.verdict(), tier.reasons(), without(tier, elsewhere)))
                .toList();
    }

    private static List<String> without(TierResult tier, Set<String> elsewhere) {
        return tier.findings().stream()
                .filter(finding -> !elsewhere.contains(finding))
                .toList();
    }

    boolean isValid() {
        return verdict == Verdict.VALID;
    }

    boolean saysSomething() {
        return !isValid() || !findings.isEmpty();
    }

    /** As in {@code 1,000 connections, open at 10/s}. */
    static String label(RunResult run, TierResult tier) {
        String connections = Units.count((long) tier.shape().connections()) + " connections";
        String variant = Variant.of(run).of(tier);
        if (variant.isEmpty()) {
            return connections;
        }
        Double rate = tier.shape().pingsPerSecond();
        return connections + ", " + variant + (rate == null ? "" : " at " + Units.rate(rate) + "/s");
    }
}
