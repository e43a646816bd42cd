package wse.measure;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * Collects the values of all recorders of a tier. Each {@link #sample()} takes an interval from every recorder, passes it to
 * the sink (the interval log) and adds it to the totals. Thread-safe; sampling does not stop the recording threads.
 */
public final class LatencyCollector {

    /** Receives the merged interval histogram of one kind. Called under the collector's lock, by the sampling thread. */
    @FunctionalInterface
    public interface IntervalSink {
        void interval(LatencyKind kind, Histogram histogram);
    }

    private final Map<LatencyKind, List<LatencyRecorder>> recorders = new EnumMap<>(LatencyKind.class);
    private final Map<LatencyKind, Histogram> totals = new EnumMap<>(LatencyKind.class);
    /** What was sampled since the last {@link #drain()}. Kinds without values are absent. */
    private final Map<LatencyKind, Histogram> sampled = new EnumMap<>(LatencyKind.class);

    private final IntervalSink sink;
    /** When the current intervals began, Unix time. */
    private long sampledMillis = SteadyClock.ofProcess().millis();

    /** @param sink receives the intervals, for the interval log */
    public LatencyCollector(IntervalSink sink) {
        this.sink = sink;
    }

    /** Creates a recorder for another thread. All recorders of a kind are added up. */
    public synchronized LatencyRecorder newRecorder(LatencyKind kind) {
        LatencyRecorder recorder = new LatencyRecorder();
        recorders.computeIfAbsent(kind, k -> new ArrayList<>()).add(recorder);
        totals.computeIfAbsent(kind, k -> LatencyRecorder.newHistogram());
        return recorder;
    }

    /** Takes the values recorded since the last call. Kinds without new values produce no interval. */
    public synchronized void sample() {
        long now = SteadyClock.ofProcess().millis();
        recorders.forEach((kind, list) -> {
            Histogram interval = LatencyRecorder.newHistogram();
            list.forEach(recorder -> interval.add(recorder.interval()));
            if (interval.getTotalCount() > 0) {
                interval.setStartTimeStamp(sampledMillis);
                interval.setEndTimeStamp(now);
                totals.get(kind).add(interval);
                sink.interval(kind, interval);
                sampled.merge(kind, interval, LatencyCollector::sum);
            }
        });
        sampledMillis = now;
    }

    private static Histogram sum(Histogram earlier, Histogram later) {
        Histogram sum = earlier.copy();
        sum.add(later);
        return sum;
    }

    /** Samples, and returns everything recorded since the last call. Kinds without new values are absent. */
    public synchronized Map<LatencyKind, LatencySlice> drain() {
        sample();
        Map<LatencyKind, LatencySlice> slices = new EnumMap<>(LatencyKind.class);
        sampled.forEach((kind, histogram) -> slices.put(kind, LatencySlice.of(histogram)));
        sampled.clear();
        return slices;
    }

    /** Everything recorded so far, in microseconds; the histograms are copies. */
    public synchronized Map<LatencyKind, Histogram> totals() {
        sample();
        Map<LatencyKind, Histogram> copies = new EnumMap<>(LatencyKind.class);
        totals.forEach((kind, histogram) -> copies.put(kind, histogram.copy()));
        return copies;
    }

    /** Number of values above {@link LatencyRecorder#MAX_MICROS}, which were recorded as that value. */
    public synchronized long saturated() {
        return recorders.values().stream()
                .flatMap(List::stream)
                .mapToLong(LatencyRecorder::saturated)
                .sum();
    }
}
