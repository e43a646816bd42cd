package wse.report;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import wse.config.SuiteTest;
import wse.measure.LatencyKind;
import wse.measure.LatencyRecorder;
import wse.measure.Percentile;
import wse.measure.TierResult;

/** Charts of a suite: one figure by number of connections, on this machine and as published. Pure. */
final class SuiteCharts {

    private SuiteCharts() {}

    static List<Chart> of(Suite suite, SuiteTest test) {
        return switch (test) {
            case STORM ->
                chart("Accept rate", "per_second", suite.tiers(test), test, 1, Figures::connectionsPerSecond)
                        .toList();
            case PING ->
                chart(
                                "Median of the pings",
                                "us",
                                SuiteConnectTables.closed(suite.tiers(test)),
                                test,
                                2,
                                tier -> percentile(tier, LatencyKind.SERVICE))
                        .toList();
            case THROUGHPUT ->
                chart("Messages per second", "per_second", suite.tiers(test), test, 1, Figures::confirmedPerSecond)
                        .toList();
            case HOLD ->
                chart(
                                "Median of the pings",
                                "us",
                                suite.tiers(test),
                                test,
                                3,
                                tier -> percentile(tier, LatencyKind.RESPONSE))
                        .toList();
            case SIZES, FORMATS, LIMIT, STORM_BY_GATLING, PING_BY_GATLING -> List.of();
        };
    }

    private static Double percentile(TierResult tier, LatencyKind kind) {
        return Percentile.P50
                .of(tier.measured().latencies().getOrDefault(kind, LatencyRecorder.newHistogram()))
                .stream()
                .mapToObj(Double::valueOf)
                .findFirst()
                .orElse(null);
    }

    /** @param column of the published table that has the same figure */
    private static Stream<Chart> chart(
            String title,
            String unit,
            List<TierResult> tiers,
            SuiteTest test,
            int column,
            Function<TierResult, Double> figure) {
        List<TierResult> known =
                tiers.stream().filter(tier -> figure.apply(tier) != null).toList();
        Published.Figures published = Published.figures().of(test).get(0);
        SortedSet<Integer> keys = new TreeSet<>(published.keys());
        known.forEach(tier -> keys.add(tier.shape().connections()));
        List<Double> here = new ArrayList<>();
        List<String> verdicts = new ArrayList<>();
        List<Double> there = new ArrayList<>();
        for (int key : keys) {
            List<TierResult> at = known.stream()
                    .filter(tier -> tier.shape().connections() == key)
                    .limit(1)
                    .toList();
            here.add(at.stream().map(figure).findFirst().orElse(null));
            verdicts.add(
                    at.stream().map(tier -> tier.verdict().name()).findFirst().orElse(""));
            there.add(published
                    .row(key)
                    .map(row -> Published.value(row.get(column)))
                    .orElse(null));
        }
        if (known.isEmpty()) {
            return Stream.empty();
        }
        return Stream.of(new Chart(
                title + " against connections",
                "Published: " + Published.figures().machine() + ".",
                "connections",
                unit,
                keys.stream().map(Integer::doubleValue).toList(),
                List.of(
                        new Chart.Series("this machine", 0, 2, false, here, verdicts),
                        new Chart.Series("published", 1, 2, true, there, List.of()))));
    }
}
