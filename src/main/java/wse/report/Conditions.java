package wse.report;

import static wse.report.Condition.COMPLETE;
import static wse.report.Condition.WHOLE_RUN;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.HdrHistogram.Histogram;
import wse.config.DurationText;
import wse.config.GateSettings;
import wse.config.Setting;
import wse.config.Thresholds;
import wse.measure.LatencyKind;
import wse.measure.LatencyRecorder;
import wse.measure.Percentile;
import wse.measure.RunResult;
import wse.measure.TierResult;
import wse.measure.Verdict;
import wse.text.Units;

/**
 * Whether a run meets the conditions that its settings name. Limits on a percentile or a rate apply to the
 * median of a tier's repeats, but not to short storms that are not quoted. Pure.
 */
public final class Conditions {

    private static final double PERCENT = 100;
    private static final double NANOS_PER_MICRO = 1_000;
    private static final Histogram EMPTY = LatencyRecorder.newHistogram();

    private final RunResult run;
    private final Thresholds thresholds;
    private final List<Condition> conditions = new ArrayList<>();

    private Conditions(RunResult run) {
        this.run = run;
        this.thresholds = Thresholds.of(run.config());
    }

    /**
     * All conditions, first those of the tiers, in their order.
     *
     * @param comparison with the baseline; empty if there is none
     */
    public static List<Condition> of(RunResult run, Optional<Comparison> comparison) {
        Conditions all = new Conditions(run);
        Set<String> quoted =
                all.repeats(Figures.quoted(Rounds.merged(run.tiers()))).keySet();
        all.repeats(run.tiers()).forEach((name, repeats) -> all.addTier(name, repeats, quoted.contains(name)));
        all.addRun();
        comparison.ifPresent(all::addRegression);
        return List.copyOf(all.conditions);
    }

    /** The repeats of each tier, by its name. */
    private Map<String, List<TierResult>> repeats(List<TierResult> tiers) {
        Map<String, List<TierResult>> repeats = new LinkedHashMap<>();
        tiers.forEach(tier -> repeats.computeIfAbsent(TierNotes.label(run, tier), name -> new ArrayList<>())
                .add(tier));
        return repeats;
    }

    private void addTier(String name, List<TierResult> repeats, boolean quoted) {
        add(COMPLETE, name, incomplete(repeats));
        if (thresholds.failOnSuspect()) {
            add(rule(GateSettings.FAIL_ON_SUSPECT), name, suspect(name, repeats));
        }
        if (quoted) {
            addThresholds(name, repeats);
        }
    }

    private void addThresholds(String name, List<TierResult> repeats) {
        thresholds
                .maxP99()
                .flatMap(limits -> limits.of(repeats.get(0).shape().schedule()))
                .ifPresent(limit -> add(rule(GateSettings.MAX_P99), name, slow(name, repeats, limit)));
        thresholds.minRate().ifPresent(least -> add(rule(GateSettings.MIN_RATE), name, rare(name, repeats, least)));
    }

    private void add(String rule, String about, String complaint) {
        conditions.add(new Condition(rule, about, complaint));
    }

    private String rule(Setting<?> setting) {
        return Thresholds.rule(setting, run.config());
    }

    private static String incomplete(List<TierResult> repeats) {
        return repeats.stream()
                .filter(tier -> tier.verdict() == Verdict.INCOMPLETE)
                .findFirst()
                .map(tier -> "every tier must be complete: " + reason(tier))
                .orElse("");
    }

    private static String reason(TierResult tier) {
        return tier.reasons().isEmpty()
                ? tier.verdict().name()
                : tier.reasons().get(0).sentence();
    }

    private static String suspect(String name, List<TierResult> repeats) {
        return repeats.stream()
                .filter(tier -> tier.verdict() == Verdict.SUSPECT || tier.verdict() == Verdict.STARVED)
                .findFirst()
                .map(tier -> "no tier may be SUSPECT or STARVED: wse.failOnSuspect=true, but " + name + " is "
                        + tier.verdict() + ", because "
                        + (tier.verdict() == Verdict.STARVED ? "the server lacked CPU" : reason(tier)))
                .orElse("");
    }

    private static String slow(String name, List<TierResult> repeats, Duration limit) {
        String rule = "p99 must not exceed wse.maxP99=" + DurationText.showShort(limit) + ": ";
        double[] micros = repeats.stream()
                .map(tier -> Percentile.P99.of(histogram(tier)))
                .flatMap(p99 -> p99.stream().boxed())
                .mapToDouble(Long::doubleValue)
                .toArray();
        if (micros.length == 0) {
            return rule + "there are too few values for it at " + name + ", " + most(repeats) + " instead of "
                    + Percentile.P99.leastValues() + "; use more connections, or measure for longer";
        }
        double median = Difference.median(micros);
        return median <= limit.toNanos() / NANOS_PER_MICRO ? "" : rule + "p99=" + Units.micros(median) + " at " + name;
    }

    private static long most(List<TierResult> repeats) {
        return repeats.stream()
                .mapToLong(tier -> histogram(tier).getTotalCount())
                .max()
                .orElse(0);
    }

    private static Histogram histogram(TierResult tier) {
        LatencyKind kind = tier.shape().measuresAccepting() ? LatencyKind.CONNECT : ComparedFigure.pings(tier);
        return tier.measured().latencies().getOrDefault(kind, EMPTY);
    }

    private static String rare(String name, List<TierResult> repeats, double least) {
        boolean accepts = repeats.get(0).shape().measuresAccepting();
        double[] rates = repeats.stream()
                .map(tier -> accepts ? Figures.connectionsPerSecond(tier) : Figures.confirmedPerSecond(tier))
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .toArray();
        double median = rates.length == 0 ? 0 : Difference.median(rates);
        return median >= least
                ? ""
                : "the " + (accepts ? "accept rate" : "confirmed rate") + " must reach wse.minRate=" + Units.rate(least)
                        + ": it was " + Units.rate(median) + " /s at " + name;
    }

    private void addRun() {
        add(
                COMPLETE,
                WHOLE_RUN,
                run.incomplete().map(why -> "the run must be complete: " + why).orElse(""));
        thresholds
                .maxFailedPercent()
                .ifPresent(most -> add(rule(GateSettings.MAX_FAILED_PERCENT), WHOLE_RUN, failures(most)));
        thresholds
                .minSurvivalPercent()
                .ifPresent(least -> add(rule(GateSettings.MIN_SURVIVAL_PERCENT), WHOLE_RUN, survival(least)));
        run.connectionLimit()
                .ifPresent(limit -> thresholds
                        .minConnections()
                        .ifPresent(least -> add(
                                rule(GateSettings.MIN_CONNECTIONS),
                                WHOLE_RUN,
                                limit.connections() >= least
                                        ? ""
                                        : "the connection limit must reach " + rule(GateSettings.MIN_CONNECTIONS)
                                                + ": it is " + Units.count(limit.connections()))));
    }

    private String failures(double most) {
        double percent = ComparedFigure.failedPercent(run.tiers());
        return percent <= most
                ? ""
                : "failed requests must not exceed " + rule(GateSettings.MAX_FAILED_PERCENT) + " percent: "
                        + Units.percent(percent)
                        + " of the connects, pings and confirmations failed; the table of failures"
                        + " names their outcomes";
    }

    private String survival(double least) {
        double percent = survivalPercent();
        return percent >= least
                ? ""
                : "the share of surviving connections must reach " + rule(GateSettings.MIN_SURVIVAL_PERCENT)
                        + " percent: " + Units.percent(percent) + " answered at the end";
    }

    /** Percentage of all connections that were to be held; 100 if there are none. */
    private double survivalPercent() {
        List<TierResult> holds = run.tiers().stream()
                .filter(tier -> tier.measured().alive().isPresent())
                .toList();
        long alive = holds.stream()
                .mapToLong(tier -> tier.measured().alive().orElse(0))
                .sum();
        long held = holds.stream()
                .mapToLong(tier -> tier.measured().outcomes().total())
                .sum();
        return held == 0 ? PERCENT : PERCENT * alive / held;
    }

    private void addRegression(Comparison comparison) {
        thresholds.maxRegressionPercent().ifPresent(most -> {
            String rule = rule(GateSettings.MAX_REGRESSION);
            if (!comparison.isConclusive()) {
                add(
                        rule,
                        WHOLE_RUN,
                        rule + " needs a comparison that can tell a change from noise: "
                                + withoutStop(ComparisonReport.answer(comparison)) + obstacle(comparison));
            }
            comparison.differences().forEach(difference -> add(rule, difference.name(), worse(difference, most)));
        });
    }

    private static String obstacle(Comparison comparison) {
        return comparison.obstacles().values().stream()
                .flatMap(List::stream)
                .findFirst()
                .map(what -> " (" + what + ")")
                .orElse("");
    }

    private static String withoutStop(String text) {
        return text.replaceAll("[.]$", "");
    }

    private String worse(Difference difference, double most) {
        return difference.finding() != Difference.Finding.WORSE || difference.worseBy() <= most
                ? ""
                : "no figure may be worse than in wse.baseline by more than " + rule(GateSettings.MAX_REGRESSION)
                        + " percent: " + difference.name() + " changed by " + ComparisonWords.change(difference);
    }
}
