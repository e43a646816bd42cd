package wse.report;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import wse.measure.LatencyKind;
import wse.measure.Percentile;
import wse.measure.RunResult;
import wse.measure.TierResult;
import wse.measure.Verdict;
import wse.text.Units;

/**
 * One of the figures at the top of the page.
 *
 * @param of the tier that it comes from, in words
 * @param verdict verdict of that tier; empty if it is valid
 */
record Hero(String label, String value, String of, String verdict) {

    static List<Hero> of(RunResult run) {
        return TestReport.of(run).heroes(run);
    }

    /** The best accept rate; empty if no connection was accepted. */
    static List<Hero> acceptRate(RunResult run) {
        return run.tiers().stream()
                .filter(tier -> Figures.connectionsPerSecond(tier) != null)
                .max(Comparator.comparing(Figures::connectionsPerSecond))
                .map(tier ->
                        hero(run, "Best accept rate", Units.rate(Figures.connectionsPerSecond(tier)) + " /s", tier))
                .stream()
                .toList();
    }

    /** Median and 99th percentile of the largest tier with enough latencies of this kind. */
    static List<Hero> latencies(RunResult run, LatencyKind kind) {
        return Stream.of(Percentile.P50, Percentile.P99)
                .flatMap(percentile -> latency(run, kind, percentile))
                .toList();
    }

    /** Service latency is shown only if there is no response latency, which is more informative. */
    private static Stream<Hero> latency(RunResult run, LatencyKind kind, Percentile percentile) {
        String name =
                kind.key().substring(0, 1).toUpperCase(Locale.ROOT) + kind.key().substring(1);
        return largest(
                        run,
                        tier -> count(tier, kind) > 0
                                && (kind != LatencyKind.SERVICE || count(tier, LatencyKind.RESPONSE) == 0))
                .stream()
                .filter(tier ->
                        percentile.isCarriedBy(tier.measured().latencies().get(kind)))
                .map(tier -> {
                    Histogram histogram = tier.measured().latencies().get(kind);
                    String values = Units.bigCount(histogram.getTotalCount()) + " values ";
                    String value = Units.micros(percentile.of(histogram));
                    return hero(run, name + " " + percentile.label(), value, tier)
                            .withDetail(values);
                });
    }

    /** A copy with words in front of the name of its tier. */
    private Hero withDetail(String detail) {
        return new Hero(label, value, detail + of, verdict);
    }

    private static long count(TierResult tier, LatencyKind kind) {
        Histogram histogram = tier.measured().latencies().get(kind);
        return histogram == null ? 0 : histogram.getTotalCount();
    }

    /** The largest of the matching tiers, if any: a list of at most one. */
    static List<TierResult> largest(RunResult run, Predicate<TierResult> fits) {
        return run.tiers().stream()
                .filter(fits)
                .max(Comparator.comparing(tier -> tier.shape().connections()))
                .stream()
                .toList();
    }

    static Hero unanswered(RunResult run) {
        long pings = run.tiers().stream()
                .mapToLong(tier -> tier.measured().pingOutcomes().total())
                .sum();
        long answered = run.tiers().stream().mapToLong(Figures::pingsAnswered).sum();
        return new Hero("Unanswered pings", Units.count(pings - answered), "of " + Units.count(pings), "");
    }

    static Hero failed(RunResult run) {
        long attempts = run.tiers().stream()
                .mapToLong(tier -> tier.measured().outcomes().total())
                .sum();
        long failed = run.tiers().stream().mapToLong(TierResult::failed).sum();
        return new Hero("Failed connections", Units.count(failed), "of " + Units.count(attempts) + " attempts", "");
    }

    static Hero hero(RunResult run, String label, String value, TierResult tier) {
        String verdict = tier.verdict() == Verdict.VALID ? "" : tier.verdict().name();
        return new Hero(label, value, "at " + TierNotes.label(run, tier), verdict);
    }
}
