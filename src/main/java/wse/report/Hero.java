package wse.report;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import wse.measure.LatencyKind;
import wse.measure.LatencyRecorder;
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

    /** The best accept rate and the connect latencies of the same tier; empty if no connection was accepted. */
    static List<Hero> acceptRate(RunResult run) {
        return StormAnswer.fastest(run).stream()
                .flatMap(tier -> Stream.concat(
                        Stream.of(hero(
                                run, "Best accept rate", Units.rate(Figures.connectionsPerSecond(tier)) + " /s", tier)),
                        latencies(run, tier, LatencyKind.CONNECT)))
                .toList();
    }

    /**
     * The latencies of the largest tier that has any of this kind. Service latency is shown only if there is no response
     * latency, which is more informative.
     */
    static List<Hero> latencies(RunResult run, LatencyKind kind) {
        return largest(
                        run,
                        tier -> count(tier, kind) > 0
                                && (kind != LatencyKind.SERVICE || count(tier, LatencyKind.RESPONSE) == 0))
                .stream()
                .flatMap(tier -> latencies(run, tier, kind))
                .toList();
    }

    /** Median and 99th percentile, if the tier has enough values for them. */
    private static Stream<Hero> latencies(RunResult run, TierResult tier, LatencyKind kind) {
        Histogram histogram = tier.measured().latencies().getOrDefault(kind, LatencyRecorder.newHistogram());
        String name =
                kind.key().substring(0, 1).toUpperCase(Locale.ROOT) + kind.key().substring(1);
        String values = Units.bigCount(histogram.getTotalCount()) + " values ";
        return Stream.of(Percentile.P50, Percentile.P99)
                .filter(percentile -> percentile.isCarriedBy(histogram))
                .map(percentile -> hero(
                                run, name + " " + percentile.label(), Units.micros(percentile.of(histogram)), tier)
                        .withDetail(values));
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
        return Rounds.merged(run.tiers()).stream()
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

    /** The same for a scenario. */
    static Hero failedRequests(RunResult run) {
        Hero unanswered = unanswered(run);
        return new Hero("Failed requests", unanswered.value, unanswered.of, "");
    }

    static Hero failed(RunResult run) {
        long attempts = run.tiers().stream()
                .mapToLong(tier -> tier.measured().outcomes().total())
                .sum();
        long failed = run.tiers().stream().mapToLong(TierResult::failed).sum();
        return new Hero("Failed connections", Units.count(failed), "of " + Units.counted(attempts, "attempt"), "");
    }

    static Hero hero(RunResult run, String label, String value, TierResult tier) {
        String verdict = tier.verdict() == Verdict.VALID ? "" : tier.verdict().name();
        return new Hero(label, value, "at " + TierNotes.label(run, tier), verdict);
    }
}
