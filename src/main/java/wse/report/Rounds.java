package wse.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import wse.measure.LatencyKind;
import wse.measure.LatencyRecorder;
import wse.measure.TierMeasurement;
import wse.measure.TierResult;

/** The rounds of a run that was repeated. Pure. */
final class Rounds {

    private Rounds() {}

    /**
     * One result for each shape, with the latencies of all its rounds and the worst of their verdicts. All other figures are
     * those of the median round: the one whose main figure, such as a rate, is the median. If the number of rounds is even, it
     * is the worse of the two in the middle.
     */
    static List<TierResult> merged(List<TierResult> tiers) {
        Collection<List<TierResult>> rounds = byShape(tiers);
        return rounds.size() == tiers.size()
                ? tiers
                : rounds.stream().map(Rounds::one).toList();
    }

    /** The number of each tier's round, from 1; empty if there is only one round. */
    static Map<TierResult, Integer> numbers(List<TierResult> tiers) {
        Map<TierResult, Integer> numbers = new IdentityHashMap<>();
        byShape(tiers).forEach(rounds -> {
            for (int i = 0; i < rounds.size(); i++) {
                numbers.put(rounds.get(i), i + 1);
            }
        });
        return numbers.containsValue(2) ? numbers : Map.of();
    }

    /** The largest number of rounds that a tier has. */
    static int count(List<TierResult> tiers) {
        return byShape(tiers).stream().mapToInt(List::size).max().orElse(0);
    }

    private static Collection<List<TierResult>> byShape(List<TierResult> tiers) {
        Map<Object, List<TierResult>> rounds = new LinkedHashMap<>();
        tiers.forEach(tier -> rounds.computeIfAbsent(
                        tier.shape().isRepeatable() ? tier.shape() : new Object(), shape -> new ArrayList<>())
                .add(tier));
        return rounds.values();
    }

    private static TierResult one(List<TierResult> rounds) {
        TierResult median = median(rounds);
        TierResult worst =
                rounds.stream().max(Comparator.comparing(TierResult::verdict)).orElse(median);
        return new TierResult(
                median.shape(),
                median.client()
                        .withMeasured(withLatencies(median.measured(), latencies(rounds)))
                        .withJudgement(worst.client().judgement()),
                median.server(),
                median.findings());
    }

    private static TierResult median(List<TierResult> rounds) {
        List<TierResult> bestFirst = rounds.stream()
                .sorted(Comparator.comparing(Rounds::goodness).reversed())
                .toList();
        return bestFirst.get(bestFirst.size() / 2);
    }

    /** The first figure that is compared between runs, negative if less is better; a round without any is the worst. */
    private static double goodness(TierResult round) {
        return ComparedFigure.of(round).entrySet().stream()
                .findFirst()
                .map(figure -> figure.getKey().moreIsBetter() ? figure.getValue() : -figure.getValue())
                .orElse(Double.NEGATIVE_INFINITY);
    }

    private static Map<LatencyKind, Histogram> latencies(List<TierResult> rounds) {
        Map<LatencyKind, Histogram> all = new EnumMap<>(LatencyKind.class);
        rounds.forEach(round -> round.measured()
                .latencies()
                .forEach((kind, histogram) -> all.computeIfAbsent(kind, absent -> LatencyRecorder.newHistogram())
                        .add(histogram)));
        return all;
    }

    private static TierMeasurement withLatencies(TierMeasurement measured, Map<LatencyKind, Histogram> latencies) {
        return new TierMeasurement(
                measured.connected(),
                measured.outcomes(),
                measured.pingOutcomes(),
                measured.messages(),
                latencies,
                measured.slip(),
                measured.ramp(),
                measured.duration(),
                measured.figures(),
                measured.caveats(),
                measured.addresses(),
                measured.compression());
    }
}
