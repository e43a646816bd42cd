package wse.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import wse.measure.LatencyKind;
import wse.measure.LatencyRecorder;
import wse.measure.TierMeasurement;
import wse.measure.TierResult;
import wse.measure.TierShape;

/** The rounds of a run that was repeated. Pure. */
final class Rounds {

    private Rounds() {}

    /**
     * One result for each shape, with the latencies of all its rounds and the worst of their verdicts. All other figures are
     * those of the first round.
     */
    static List<TierResult> merged(List<TierResult> tiers) {
        Map<TierShape, List<TierResult>> rounds = new LinkedHashMap<>();
        tiers.forEach(tier ->
                rounds.computeIfAbsent(tier.shape(), shape -> new ArrayList<>()).add(tier));
        return rounds.size() == tiers.size()
                ? tiers
                : rounds.values().stream().map(Rounds::one).toList();
    }

    private static TierResult one(List<TierResult> rounds) {
        TierResult first = rounds.get(0);
        TierResult worst =
                rounds.stream().max(Comparator.comparing(TierResult::verdict)).orElse(first);
        return new TierResult(
                first.shape(),
                first.client()
                        .withMeasured(withLatencies(first.measured(), latencies(rounds)))
                        .withJudgement(worst.client().judgement()),
                first.server(),
                first.findings());
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
                measured.caveats());
    }
}
