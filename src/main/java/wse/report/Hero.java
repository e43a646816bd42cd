package wse.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.HdrHistogram.Histogram;
import wse.measure.LatencyKind;
import wse.measure.RunResult;
import wse.measure.TierResult;
import wse.measure.Verdict;
import wse.text.Units;

/**
 * One of the figures the page opens with.
 *
 * @param of which tier it is, in words
 * @param verdict of that tier, empty when it is valid
 */
record Hero(String label, String value, String of, String verdict) {

    static List<Hero> of(RunResult run) {
        if (Floods.in(run)) {
            return FloodHeroes.of(run);
        }
        if (Limits.in(run)) {
            return Limits.heroes(run);
        }
        List<Hero> heroes = new ArrayList<>();
        if (Tables.isHold(run)) {
            largest(run, tier -> tier.measured().alive() != null && tier.verdict() != Verdict.INCOMPLETE)
                    .forEach(tier -> heroes.add(survival(run, tier)));
        }
        if (Tables.hasPings(run)) {
            addLatencies(heroes, run, LatencyKind.SERVICE);
            addLatencies(heroes, run, LatencyKind.RESPONSE);
            heroes.add(unanswered(run));
        } else {
            addRate(heroes, run);
            addLatencies(heroes, run, LatencyKind.CONNECT);
        }
        heroes.add(failed(run));
        return heroes;
    }

    private static void addRate(List<Hero> heroes, RunResult run) {
        run.tiers().stream()
                .filter(tier -> Figures.connectionsPerSecond(tier) != null)
                .max(Comparator.comparing(Figures::connectionsPerSecond))
                .ifPresent(tier -> heroes.add(rate(run, tier)));
    }

    private static void addLatencies(List<Hero> heroes, RunResult run, LatencyKind kind) {
        addLatency(heroes, run, kind, 50);
        addLatency(heroes, run, kind, 99);
    }

    /** Service only where there is no response latency, which says more. */
    private static void addLatency(List<Hero> heroes, RunResult run, LatencyKind kind, double percentile) {
        String name =
                kind.key().substring(0, 1).toUpperCase(Locale.ROOT) + kind.key().substring(1);
        largest(
                        run,
                        tier -> count(tier, kind) > 0
                                && (kind != LatencyKind.SERVICE || count(tier, LatencyKind.RESPONSE) == 0))
                .forEach(tier -> {
                    Histogram histogram = tier.measured().latencies().get(kind);
                    String value = Units.micros(histogram.getValueAtPercentile(percentile));
                    heroes.add(hero(run, name + " p" + (int) percentile, value, tier));
                });
    }

    private static long count(TierResult tier, LatencyKind kind) {
        Histogram histogram = tier.measured().latencies().get(kind);
        return histogram == null ? 0 : histogram.getTotalCount();
    }

    /** The largest of the tiers that fit; none or one. */
    private static List<TierResult> largest(RunResult run, Predicate<TierResult> fits) {
        return run.tiers().stream()
                .filter(fits)
                .max(Comparator.comparing(tier -> tier.shape().connections()))
                .stream()
                .toList();
    }

    private static Hero survival(RunResult run, TierResult tier) {
        return hero(run, "Survival", Units.percent(Figures.survivalPercent(tier)), tier);
    }

    static Hero rate(RunResult run, TierResult tier) {
        return hero(run, "Best accept rate", Units.rate(Figures.connectionsPerSecond(tier)) + " /s", tier);
    }

    private static Hero unanswered(RunResult run) {
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
