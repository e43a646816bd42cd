package wse.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import wse.config.ScheduleKind;
import wse.measure.LatencyKind;
import wse.measure.LatencyRecorder;
import wse.measure.Percentile;
import wse.measure.RunResult;
import wse.measure.TierResult;
import wse.measure.Verdict;
import wse.text.Units;

/** The charts of a run: latency by percentile for each tier, and latency and rate by number of connections. */
final class Charts {

    /** The number of colours. */
    static final int MOST_LINES = 8;

    private static final int POINTS_PER_DECADE = 20;
    /** Above 99.999 %, a run of this length has too few values for a meaningful line. */
    private static final int MOST_DECADES = 5;

    /** 50 %, 75 % and 95 %, which the table below the chart shows. */
    private static final Set<Double> FAMILIAR = Set.of(2.0, 4.0, 20.0);

    private static final Histogram EMPTY = LatencyRecorder.newHistogram();

    private Charts() {}

    /**
     * All charts that have data: a chart by connections needs two tiers, and a chart by percentile needs at least one value.
     */
    static List<Chart> of(RunResult run) {
        return Stream.concat(TestReport.of(run).charts(run).stream(), TimeCharts.of(run).stream())
                .toList();
    }

    static Stream<Chart> connectLatency(RunResult run) {
        return percentiles("Connect latency", run, run.tiers(), LatencyKind.CONNECT);
    }

    /** A line for each tier, unless there are too many to distinguish. */
    static Stream<Chart> flood(RunResult run) {
        return Rounds.merged(run.tiers()).size() > MOST_LINES
                ? Stream.empty()
                : percentiles("Latency during the flood", run, run.tiers(), LatencyKind.SERVICE);
    }

    static Stream<Chart> pings(RunResult run) {
        Stream<Chart> overPercentiles = schedules(run).stream().flatMap(schedule -> {
            String form = schedule == ScheduleKind.NONE ? "" : ", " + schedule.label() + " schedule";
            List<TierResult> tiers = tiers(run, schedule);
            return percentiles("Ping latency" + form, run, tiers, LatencyKind.RESPONSE, LatencyKind.SERVICE);
        });
        return Stream.concat(overPercentiles, pingsAgainstConnections(run));
    }

    private static List<ScheduleKind> schedules(RunResult run) {
        return run.tiers().stream()
                .map(tier -> tier.shape().schedule())
                .distinct()
                .toList();
    }

    private static List<TierResult> tiers(RunResult run, ScheduleKind schedule) {
        return run.tiers().stream()
                .filter(tier -> tier.shape().schedule() == schedule)
                .toList();
    }

    private static Stream<Chart> percentiles(
            String title, RunResult run, List<TierResult> rounds, LatencyKind... kinds) {
        List<TierResult> tiers = Rounds.merged(rounds);
        List<Double> xs = percentileAxis(tiers, kinds);
        List<Chart.Series> series = new ArrayList<>();
        for (int i = 0; i < tiers.size(); i++) {
            for (LatencyKind kind : kinds) {
                Histogram histogram = histogram(tiers.get(i), kind);
                if (histogram.getTotalCount() > 0) {
                    boolean dashed = kind == LatencyKind.SERVICE && hasAny(tiers, LatencyKind.RESPONSE);
                    series.add(new Chart.Series(
                            label(run, tiers.get(i), kind, kinds),
                            i,
                            tiers.size(),
                            dashed,
                            curve(histogram, xs),
                            List.of()));
                }
            }
        }
        String note = series.stream().anyMatch(Chart.Series::dashed)
                ? "Solid: response, from the intended send. Dashed: service, from the actual send."
                : "All values; the slowest are on the right.";
        return series.isEmpty() ? Stream.empty() : Stream.of(new Chart(title, note, "percentile", "us", xs, series));
    }

    private static String label(RunResult run, TierResult tier, LatencyKind kind, LatencyKind... kinds) {
        String connections = Units.count(tier.shape().connections());
        boolean varies = tier.shape().flood().isPresent() || tier.shape().measuresAccepting();
        String variant = varies ? " " + Variant.of(run).of(tier) : "";
        return (connections + variant).strip() + (kinds.length > 1 ? " " + kind.key() : "") + doubtSuffix(tier);
    }

    private static String doubtSuffix(TierResult tier) {
        return tier.verdict() == Verdict.VALID ? "" : " " + tier.verdict();
    }

    private static List<Double> percentileAxis(List<TierResult> tiers, LatencyKind... kinds) {
        long most = tiers.stream()
                .flatMap(tier -> Arrays.stream(kinds).map(kind -> histogram(tier, kind)))
                .mapToLong(Histogram::getTotalCount)
                .max()
                .orElse(0);
        return percentileAxis(most);
    }

    /** @param most number of values that the axis is for */
    static List<Double> percentileAxis(long most) {
        int decades = (int) Math.min(MOST_DECADES, Math.ceil(Math.log10(Math.max(most, 10))));
        NavigableSet<Double> xs = new TreeSet<>(FAMILIAR);
        for (int i = 0; i <= decades * POINTS_PER_DECADE; i++) {
            xs.add(
                    i % POINTS_PER_DECADE == 0
                            ? Math.rint(Math.pow(10, Math.floorDiv(i, POINTS_PER_DECADE)))
                            : Math.pow(10, (double) i / POINTS_PER_DECADE));
        }
        return List.copyOf(xs.headSet(Math.pow(10, decades), true));
    }

    /**
     * The curve ends where less than one value is left above the percentile, because the rest would only repeat the maximum.
     */
    static List<Double> curve(Histogram histogram, List<Double> xs) {
        return xs.stream()
                .map(x -> x > histogram.getTotalCount() ? null : valueAt(histogram, 100 - 100 / x))
                .toList();
    }

    /**
     * A value of 0 is drawn at half a microsecond, the largest latency that is rounded down to 0, because the axis is
     * logarithmic.
     */
    private static Double valueAt(Histogram histogram, double percentile) {
        return Math.max(0.5, histogram.getValueAtPercentile(percentile));
    }

    private static Stream<Chart> pingsAgainstConnections(RunResult run) {
        List<Chart.Series> series = new ArrayList<>();
        SortedSet<Integer> sizes = sizes(run.tiers());
        for (ScheduleKind schedule : schedules(run)) {
            List<TierResult> tiers = Rounds.merged(tiers(run, schedule));
            LatencyKind kind = hasAny(tiers, LatencyKind.RESPONSE) ? LatencyKind.RESPONSE : LatencyKind.SERVICE;
            if (hasAny(tiers, kind)) {
                String name = (schedule.label() + " " + kind.key()).strip();
                int colour = kind == LatencyKind.RESPONSE ? 0 : 1;
                series.add(line(
                        name + " p99", colour, false, sizes, tiers, tier -> percentile(tier, kind, Percentile.P99)));
                series.add(line(
                        name + " p50", colour, true, sizes, tiers, tier -> percentile(tier, kind, Percentile.P50)));
            }
        }
        return against("Ping latency against connections", "us", sizes, series);
    }

    static Stream<Chart> connectsAgainstConnections(RunResult run) {
        List<TierResult> tiers = Rounds.merged(run.tiers()).stream()
                .filter(tier -> tier.shape().schedule() != ScheduleKind.CLOSED
                        || tiers(run, ScheduleKind.OPEN).isEmpty())
                .filter(tier -> tier.shape().schedule() != ScheduleKind.PACED
                        || tiers(run, ScheduleKind.NONE).isEmpty())
                .toList();
        SortedSet<Integer> sizes = sizes(tiers);
        List<Chart.Series> latency = List.of(
                line("p99", 0, false, sizes, tiers, tier -> percentile(tier, LatencyKind.CONNECT, Percentile.P99)),
                line("p50", 0, true, sizes, tiers, tier -> percentile(tier, LatencyKind.CONNECT, Percentile.P50)));
        List<Chart.Series> rate = List.of(line("accept rate", 1, false, sizes, tiers, Figures::connectionsPerSecond));
        return Stream.concat(
                against("Connect latency against connections", "us", sizes, latency),
                against("Accept rate against connections", "per_second", sizes, rate));
    }

    private static SortedSet<Integer> sizes(List<TierResult> tiers) {
        return tiers.stream().map(tier -> tier.shape().connections()).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Chart.Series line(
            String label,
            int colour,
            boolean dashed,
            SortedSet<Integer> sizes,
            List<TierResult> tiers,
            Function<TierResult, Double> figure) {
        List<Double> ys = new ArrayList<>();
        List<String> verdicts = new ArrayList<>();
        for (int size : sizes) {
            Optional<TierResult> point = tiers.stream()
                    .filter(tier -> tier.shape().connections() == size && figure.apply(tier) != null)
                    .findFirst();
            ys.add(point.map(figure).orElse(null));
            verdicts.add(point.map(tier -> tier.verdict().name()).orElse(""));
        }
        return new Chart.Series(label, colour, 2, dashed, ys, verdicts);
    }

    private static Stream<Chart> against(String title, String y, SortedSet<Integer> sizes, List<Chart.Series> series) {
        if (sizes.size() < 2 || series.isEmpty()) {
            return Stream.empty();
        }
        String note = y.equals("us")
                ? "Solid: p99. Dashed: p50."
                : "Connections that became ready, divided by the time until the last outcome.";
        return Stream.of(new Chart(
                title,
                note,
                "connections",
                y,
                sizes.stream().map(Integer::doubleValue).toList(),
                series));
    }

    /** Null if there are too few values. */
    private static Double percentile(TierResult tier, LatencyKind kind, Percentile percentile) {
        Histogram histogram = histogram(tier, kind);
        return percentile.isCarriedBy(histogram) ? valueAt(histogram, percentile.percent()) : null;
    }

    private static boolean hasAny(List<TierResult> tiers, LatencyKind kind) {
        return tiers.stream().anyMatch(tier -> histogram(tier, kind).getTotalCount() > 0);
    }

    private static Histogram histogram(TierResult tier, LatencyKind kind) {
        return tier.measured().latencies().getOrDefault(kind, EMPTY);
    }
}
