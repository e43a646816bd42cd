package wse.report;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;
import wse.measure.RunResult;
import wse.measure.ServerUsage;
import wse.measure.TierResult;
import wse.measure.Verdict;
import wse.text.Units;

/** A tier's verdict in words: the reasons against its figures, and what to know beside them. */
record TierNotes(String label, Verdict verdict, List<String> reasons, List<String> findings) {

    static List<TierNotes> of(RunResult run) {
        Set<String> elsewhere = Variant.of(run) == Variant.FORMAT ? FormatComparison.shared(run) : Set.of();
        return run.tiers().stream()
                .map(tier -> new TierNotes(label(run, tier), tier.verdict(), tier.reasons(), without(tier, elsewhere)))
                .toList();
    }

    private static List<String> without(TierResult tier, Set<String> elsewhere) {
        return Stream.concat(
                        tier.findings().stream().filter(finding -> !elsewhere.contains(finding)),
                        sharedCores(tier.server()).stream())
                .toList();
    }

    /** A server that lacks its cores is measured truly, but another machine would give another figure. */
    private static Optional<String> sharedCores(ServerUsage server) {
        return !server.lackedCores()
                ? Optional.empty()
                : Optional.of(
                        "the server had no core for " + Units.percent(server.coreWaitPercent())
                                + " of the time that it wanted one, and others, the client among them, had "
                                + Units.percent(server.coresTakenPercent())
                                + " of its cores: these figures are this machine's, not the server's own; give it cores of its own");
    }

    boolean isValid() {
        return verdict == Verdict.VALID;
    }

    boolean saysSomething() {
        return !isValid() || !findings.isEmpty();
    }

    /** As in {@code 1,000 connections, open at 10/s}. */
    static String label(RunResult run, TierResult tier) {
        String connections = Units.count(tier.shape().connections()) + " connections";
        String variant = Variant.of(run).of(tier);
        if (variant.isEmpty()) {
            return connections;
        }
        OptionalDouble rate = tier.shape().pingsPerSecond();
        return connections + ", " + variant + (rate.isPresent() ? " at " + Units.rate(rate.getAsDouble()) + "/s" : "");
    }
}
