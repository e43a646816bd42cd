package wse.report;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.HdrHistogram.Histogram;
import wse.measure.Interval;
import wse.measure.LatencyKind;
import wse.measure.LatencyRecorder;
import wse.measure.LatencySlice;
import wse.measure.LiveCounts;
import wse.measure.ProcessLoad;
import wse.measure.RunResult;
import wse.measure.TierResult;
import wse.measure.TimeSeries;

/** Runs whose tiers have time series. */
final class TimeRuns {

    private static final Instant START = Instant.parse("2026-03-01T12:30:20Z");

    private TimeRuns() {}

    /**
     * A hold of a minute in which the server answers nothing for three seconds; a second tier of which one client process
     * was lost; and a third one without a series.
     */
    static RunResult hold() {
        RunResult run = Runs.hold();
        List<TierResult> tiers = new ArrayList<>(run.tiers());
        tiers.set(0, with(tiers.get(0), new TimeSeries(START, hold(60, true), List.of())));
        tiers.set(
                1,
                with(
                        tiers.get(1),
                        new TimeSeries(
                                START.plusSeconds(70),
                                hold(20, false),
                                List.of("worker-2 did not finish, so its share is missing"))));
        return run.withTiers(tiers);
    }

    /** A storm in which each tier connects in a fraction of a second, and then waits. */
    static RunResult storm() {
        RunResult run = Runs.storm();
        List<TierResult> tiers = new ArrayList<>();
        Instant start = START;
        for (TierResult tier : run.tiers()) {
            tiers.add(with(tier, new TimeSeries(start, storm(tier), List.of())));
            start = start.plusSeconds(4);
        }
        return run.withTiers(tiers);
    }

    private static TierResult with(TierResult tier, TimeSeries series) {
        return new TierResult(tier.shape(), tier.client().withSeries(series), tier.server(), tier.findings());
    }

    private static List<Interval> hold(int seconds, boolean server) {
        List<Interval> intervals = new ArrayList<>();
        intervals.add(interval(0, 125, Map.of(LatencyKind.CONNECT, slice(1_000, 25_000, 1)), LiveCounts.NONE, server));
        for (int i = 0; i < seconds; i++) {
            boolean frozen = server && i >= 20 && i < 23;
            Map<LatencyKind, LatencySlice> latencies = new EnumMap<>(LatencyKind.class);
            if (!frozen) {
                latencies.put(LatencyKind.SERVICE, slice(200, 260 + 4 * i, i));
                latencies.put(LatencyKind.RESPONSE, slice(200, 290 + 4 * i, i));
            }
            LiveCounts counts = new LiveCounts(i == 23 ? 1 : 0, frozen ? 0 : 200, i == 23 ? 7 : 0, 0);
            intervals.add(interval(125 + 1_000L * i, 1_125 + 1_000L * i, latencies, counts, server));
        }
        return intervals;
    }

    private static List<Interval> storm(TierResult tier) {
        long ramp = tier.measured().ramp().toMillis();
        int size = tier.shape().connections();
        Map<LatencyKind, LatencySlice> ready = Map.of(LatencyKind.CONNECT, slice(size, 40 * size, size));
        LiveCounts failed = new LiveCounts(tier.failed(), 0, 0, 0);
        return List.of(
                interval(0, ramp, ready, failed, true),
                interval(ramp, 1_000, Map.of(), LiveCounts.NONE, true),
                interval(1_000, 2_300, Map.of(), LiveCounts.NONE, true));
    }

    private static Interval interval(
            long fromMillis,
            long toMillis,
            Map<LatencyKind, LatencySlice> latencies,
            LiveCounts counts,
            boolean server) {
        double seconds = (toMillis - fromMillis) / 1e3;
        return new Interval(
                Duration.ofMillis(fromMillis),
                Duration.ofMillis(toMillis - fromMillis),
                latencies,
                counts,
                new ProcessLoad(0.25 * seconds, (180L << 20) + fromMillis * 1_000),
                server ? new ProcessLoad(0.5 * seconds, (90L << 20) + fromMillis * 500) : ProcessLoad.UNKNOWN);
    }

    private static LatencySlice slice(int count, double median, long seed) {
        Random random = new Random(seed);
        Histogram histogram = LatencyRecorder.newHistogram();
        for (int i = 0; i < count; i++) {
            histogram.recordValue(Math.round(median * Math.exp(0.4 * random.nextGaussian())));
        }
        return LatencySlice.of(histogram);
    }
}
