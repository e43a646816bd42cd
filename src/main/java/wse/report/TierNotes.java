package wse.report;

import java.util.List;
import wse.measure.RunResult;
import wse.measure.TierResult;
import wse.measure.Verdict;

/** A tier's verdict in words: the reasons against its figures, and what to know beside them. */
record TierNotes(String label, Verdict verdict, List<String> reasons, List<String> findings) {

    static List<TierNotes> of(RunResult run) {
        return run.tiers().stream()
                .map(tier -> new TierNotes(label(tier), tier.verdict(), tier.reasons(), tier.findings()))
                .toList();
    }

    boolean isValid() {
        return verdict == Verdict.VALID;
    }

    boolean saysSomething() {
        return !isValid() || !findings.isEmpty();
    }

    /** As in {@code 1,000 connections, open at 10/s}. */
    static String label(TierResult tier) {
        String connections = Units.count((long) tier.shape().connections()) + " connections";
        if (tier.shape().schedule() == null) {
            return connections;
        }
        Double rate = tier.shape().pingsPerSecond();
        return connections + ", " + tier.shape().schedule() + (rate == null ? "" : " at " + Units.rate(rate) + "/s");
    }
}
