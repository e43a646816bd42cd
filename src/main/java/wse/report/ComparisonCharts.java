package wse.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import wse.measure.LatencyKind;
import wse.measure.LatencyRecorder;
import wse.measure.RunResult;
import wse.measure.TierResult;
import wse.measure.Verdict;

/**
 * Charts with both sets of a comparison: the latencies of each tier, merged over all its complete repeats, by
 * percentile. The lines of A are dashed. Pure.
 */
final class ComparisonCharts {

    /** Colours in the palette that are easy to tell apart. */
    private static final int COLOURS = 2;

    /** Enough for all tiers of a suite with default settings. More charts would make the page slow. */
    static final int MOST_CHARTS = 60;

    private ComparisonCharts() {}

    /** @return the charts of all tiers; a page should not show more than {@link #MOST_CHARTS} of them */
    static List<Chart> of(Comparison comparison) {
        return comparison.comparedTests().stream()
                .flatMap(test -> charts(
                        test, comparison.before().of(test), comparison.after().of(test)))
                .toList();
    }

    private static Stream<Chart> charts(String test, List<RunResult> before, List<RunResult> after) {
        Map<String, Histogram> earlier = merged(before);
        Map<String, Histogram> later = merged(after);
        return earlier.entrySet().stream()
                .filter(entry -> later.containsKey(entry.getKey()))
                .map(entry -> chart(test + ", " + entry.getKey(), entry.getValue(), later.get(entry.getKey())));
    }

    private static Chart chart(String title, Histogram before, Histogram after) {
        List<Double> xs = Charts.percentileAxis(Math.max(before.getTotalCount(), after.getTotalCount()));
        List<Chart.Series> series = new ArrayList<>();
        series.add(new Chart.Series("A", 0, COLOURS, true, Charts.curve(before, xs), List.of()));
        series.add(new Chart.Series("B", 1, COLOURS, false, Charts.curve(after, xs), List.of()));
        return new Chart(title, "Latency by percentile. Dashed: A. Solid: B.", "percentile", "us", xs, series);
    }

    /** The latencies of each tier, by its name. */
    private static Map<String, Histogram> merged(List<RunResult> runs) {
        Map<String, Histogram> merged = new LinkedHashMap<>();
        for (RunResult run : runs) {
            for (TierResult tier : run.tiers()) {
                Histogram own = tier.measured().latencies().get(kind(tier));
                if (own != null && own.getTotalCount() > 0 && tier.verdict() != Verdict.INCOMPLETE) {
                    merged.computeIfAbsent(TierNotes.label(run, tier), name -> LatencyRecorder.newHistogram())
                            .add(own);
                }
            }
        }
        return merged;
    }

    private static LatencyKind kind(TierResult tier) {
        return tier.shape().measuresAccepting() ? LatencyKind.CONNECT : ComparedFigure.pings(tier);
    }
}
