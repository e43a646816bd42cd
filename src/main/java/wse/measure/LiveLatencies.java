package wse.measure;

import java.util.EnumMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** Adds up the latencies that a {@link LatencyCollector} has sampled so far, for progress reports. Thread-safe. */
public final class LiveLatencies implements LatencyCollector.IntervalSink {

    private final LatencyCollector.IntervalSink next;
    private final Map<LatencyKind, LatencyBuckets> soFar = new EnumMap<>(LatencyKind.class);

    /** @param next receives the same intervals */
    public LiveLatencies(LatencyCollector.IntervalSink next) {
        this.next = next;
    }

    @Override
    public void interval(LatencyKind kind, Histogram histogram) {
        add(kind, LatencyBuckets.of(histogram));
        next.interval(kind, histogram);
    }

    private synchronized void add(LatencyKind kind, LatencyBuckets interval) {
        soFar.merge(kind, interval, LatencyBuckets::plus);
    }

    /** The latencies so far by kind; a kind without values is absent. */
    public synchronized Map<LatencyKind, LatencyBuckets> now() {
        return Map.copyOf(soFar);
    }
}
