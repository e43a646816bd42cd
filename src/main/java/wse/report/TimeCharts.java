package wse.report;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Stream;
import wse.config.TestKind;
import wse.measure.Interval;
import wse.measure.LatencyKind;
import wse.measure.LatencySlice;
import wse.measure.Percentile;
import wse.measure.ProcessLoad;
import wse.measure.RunResult;
import wse.measure.TierResult;
import wse.measure.TimeSeries;
import wse.measure.Verdict;
import wse.text.Units;

/**
 * The run over time: its tiers one after another, interval by interval. Each interval is a horizontal line from its start
 * to its end; where nothing was recorded, there is a gap. Pure.
 */
final class TimeCharts {

    /** Points of all tiers together; more would make the page slow. */
    private static final int MOST_INTERVALS = 2_000;

    private static final int FEWEST_INTERVALS_OF_TIER = 20;

    /** The system counts CPU time in units of 10 ms, so that of shorter intervals means little. */
    private static final Duration SHORTEST_WITH_CPU = Duration.ofMillis(100);

    /** The table's rate counts from the first connect to the last outcome. */
    private static final String SHORT_TIERS =
            " The intervals of a tier begin before its first connect and end after its last one, so the"
                    + " rate of a short tier is lower here than in the table.";

    private static final double NANOS_PER_SECOND = 1e9;

    /** One line of a chart, and its value in an interval of a tier; null if there is none. */
    private record Line(String label, boolean dashed, Function<Interval, Double> value) {}

    private final RunResult run;
    private final Instant origin;
    private final List<Double> xs = new ArrayList<>();
    /** The interval at each x; empty between tiers. */
    private final List<Optional<Interval>> at = new ArrayList<>();

    private final List<Chart.Span> spans = new ArrayList<>();

    private TimeCharts(RunResult run) {
        this.run = run;
        this.origin = series(run).map(TimeSeries::startedAt).findFirst().orElse(Instant.EPOCH);
        for (TierResult tier : run.tiers()) {
            if (!tier.series().isEmpty()) {
                add(tier);
            }
        }
    }

    private static Stream<TimeSeries> series(RunResult run) {
        return run.tiers().stream().map(TierResult::series).filter(series -> !series.isEmpty());
    }

    /** Empty if the results have no time series. */
    static List<Chart> of(RunResult run) {
        TimeCharts charts = new TimeCharts(run);
        return charts.xs.isEmpty() ? List.of() : charts.all();
    }

    /** The intervals of a tier that the page shows. */
    static List<Interval> shown(RunResult run, TierResult tier) {
        int tiers = (int) series(run).count();
        int most = Math.max(FEWEST_INTERVALS_OF_TIER, MOST_INTERVALS / Math.max(1, tiers));
        return tier.series().atMost(most).intervals();
    }

    private void add(TierResult tier) {
        double from = Duration.between(origin, tier.series().startedAt()).toNanos() / NANOS_PER_SECOND;
        if (!xs.isEmpty()) {
            from = Math.max(from, xs.get(xs.size() - 1));
            add(xs.get(xs.size() - 1), Optional.empty());
        }
        double start = from;
        for (Interval interval : shown(run, tier)) {
            add(start + seconds(interval.begin()), Optional.of(interval));
            add(start + seconds(interval.end()), Optional.of(interval));
        }
        spans.add(new Chart.Span(label(run, tier), doubt(tier), start, xs.get(xs.size() - 1)));
    }

    private void add(double x, Optional<Interval> interval) {
        xs.add(Math.round(x * 1e3) / 1e3);
        at.add(interval);
    }

    /**
     * Names a tier, as in {@code 1,000 connections, closed schedule, round 2}; the schedule only if it differs between the
     * tiers, and the round only if there are several.
     */
    static String label(RunResult run, TierResult tier) {
        boolean differs =
                run.tiers().stream().map(Variant.of(run)::inLabels).distinct().count() > 1;
        String variant = differs ? Variant.of(run).inLabels(tier) : "";
        Integer round = Rounds.numbers(run.tiers()).get(tier);
        return Units.counted(tier.shape().connections(), "connection")
                + (variant.isEmpty() ? "" : ", " + variant)
                + (round == null ? "" : ", round " + round);
    }

    /** The verdict of a tier; empty if it is {@code VALID}. */
    static String doubt(TierResult tier) {
        return tier.verdict() == Verdict.VALID ? "" : tier.verdict().name();
    }

    static double seconds(Duration duration) {
        return duration.toNanos() / NANOS_PER_SECOND;
    }

    private List<Chart> all() {
        LatencyKind kind = latencyKind(run);
        return Stream.of(
                        chart(rateTitle(run), rateNote(run), "per_second", new Line("rate", false, rate(run))),
                        chart(
                                "Latency over time",
                                latencyNote(kind),
                                "us",
                                new Line("max", false, interval -> max(interval, kind)),
                                new Line("p99", false, interval -> percentile(interval, kind, Percentile.P99)),
                                new Line("p50", true, interval -> percentile(interval, kind, Percentile.P50))),
                        failures(),
                        chart(
                                "CPU over time",
                                "Cores in use, on average over each interval. Solid: client. Dashed: server.",
                                "cores",
                                new Line("client", false, interval -> cores(interval, interval.client())),
                                new Line("server", true, interval -> cores(interval, interval.server()))),
                        chart(
                                "Memory over time",
                                "Resident memory at the end of each interval. Solid: client. Dashed: server.",
                                "bytes",
                                new Line("client", false, interval -> bytes(interval.client())),
                                new Line("server", true, interval -> bytes(interval.server()))))
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<Chart> failures() {
        boolean some = at.stream().flatMap(Optional::stream).anyMatch(interval -> failed(interval) > 0);
        return some
                ? chart(
                        "Failures over time",
                        "Connections that failed or were lost, and pings without an answer.",
                        "per_second",
                        new Line("failures", false, interval -> perSecond(failed(interval), interval)))
                : Optional.empty();
    }

    private Optional<Chart> chart(String title, String note, String y, Line... lines) {
        List<Chart.Series> series = new ArrayList<>();
        for (int i = 0; i < lines.length; i++) {
            Line line = lines[i];
            List<Double> ys = new ArrayList<>();
            at.forEach(interval -> ys.add(interval.map(line.value()).orElse(null)));
            if (ys.stream().anyMatch(value -> value != null)) {
                series.add(new Chart.Series(line.label(), i, lines.length, line.dashed(), ys, List.of()));
            }
        }
        return series.isEmpty()
                ? Optional.empty()
                : Optional.of(new Chart(title, note, "seconds", y, xs, series, spans));
    }

    static boolean connects(RunResult run) {
        return TestReport.of(run).measuresConnects() || run.test() == TestKind.CONNECTION_LIMIT;
    }

    /** The latency that the test is about. */
    static LatencyKind latencyKind(RunResult run) {
        if (connects(run)) {
            return LatencyKind.CONNECT;
        }
        boolean scheduled = series(run)
                .flatMap(series -> series.intervals().stream())
                .anyMatch(interval -> interval.latency(LatencyKind.RESPONSE).isPresent());
        return scheduled ? LatencyKind.RESPONSE : LatencyKind.SERVICE;
    }

    private static String latencyNote(LatencyKind kind) {
        String what = switch (kind) {
            case CONNECT -> "From TCP connect to ready message.";
            case SERVICE -> "Service latency of what was answered in each interval.";
            case RESPONSE -> "Response latency; service latency in tiers without a schedule.";
        };
        return what + " p99 needs 100 values in an interval.";
    }

    static String rateTitle(RunResult run) {
        if (connects(run)) {
            return "Accept rate over time";
        }
        return run.test().isFlood() ? "Messages confirmed over time" : asked(run) + " answered over time";
    }

    private static String asked(RunResult run) {
        return run.test() == TestKind.SCENARIO ? "Requests" : "Pings";
    }

    private static String rateNote(RunResult run) {
        String what = connects(run)
                ? "Connections that became ready"
                : run.test().isFlood() ? "Confirmed messages" : asked(run) + " answered in time";
        return what + " per second, on average over each interval." + (connects(run) ? SHORT_TIERS : "");
    }

    static Function<Interval, Double> rate(RunResult run) {
        if (connects(run)) {
            return interval -> perSecond(interval.connects(), interval);
        }
        return run.test().isFlood()
                ? interval -> perSecond(interval.counts().messagesConfirmed(), interval)
                : interval -> perSecond(interval.counts().pingsAnswered(), interval);
    }

    static long failed(Interval interval) {
        return interval.counts().failed() + interval.counts().pingsFailed();
    }

    static Double perSecond(long count, Interval interval) {
        double seconds = seconds(interval.length());
        return seconds == 0 ? null : Double.valueOf(count / seconds);
    }

    static Double cores(Interval interval, ProcessLoad load) {
        return load.cpuSeconds() == null || interval.length().compareTo(SHORTEST_WITH_CPU) < 0
                ? null
                : Double.valueOf(load.cpuSeconds() / seconds(interval.length()));
    }

    private static Double bytes(ProcessLoad load) {
        return load.rssBytes() == null ? null : Double.valueOf(load.rssBytes());
    }

    /** The latency of a kind; the service latency if the tier has no schedule. */
    static Optional<LatencySlice> latency(Interval interval, LatencyKind kind) {
        Optional<LatencySlice> own = interval.latency(kind);
        return own.isPresent() || kind != LatencyKind.RESPONSE ? own : interval.latency(LatencyKind.SERVICE);
    }

    private static Double max(Interval interval, LatencyKind kind) {
        return latency(interval, kind).map(slice -> drawn(slice.max())).orElse(null);
    }

    private static Double percentile(Interval interval, LatencyKind kind, Percentile percentile) {
        OptionalLong micros =
                latency(interval, kind).map(slice -> slice.of(percentile)).orElse(OptionalLong.empty());
        return micros.isPresent() ? drawn(micros.getAsLong()) : null;
    }

    /** As in {@link Charts}, 0 is drawn at half a microsecond, because the axis is logarithmic. */
    private static Double drawn(long micros) {
        return Math.max(0.5, micros);
    }
}
