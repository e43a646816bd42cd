package wse.gatling.internal;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.HdrHistogram.Histogram;
import wse.measure.LatencyKind;
import wse.measure.LatencyRecorder;
import wse.measure.Messages;
import wse.measure.Outcome;
import wse.measure.OutcomeCounts;

/** The sum over a tier's event loops. Confined to the thread that adds up. */
final class TierTotals {

    final OutcomeCounts connects = new OutcomeCounts();
    final OutcomeCounts pings = new OutcomeCounts();
    final Map<LatencyKind, Histogram> latencies = new EnumMap<>(LatencyKind.class);
    long alive;
    long pingBytes;
    private Long lastPingNanos;

    TierTotals() {
        for (LatencyKind kind : LatencyKind.values()) {
            latencies.put(kind, LatencyRecorder.newHistogram());
        }
    }

    /** Values of {@link System#nanoTime()} are compared by their difference, which outlives an overflow. */
    void pingEnded(long nanos) {
        if (lastPingNanos == null || nanos - lastPingNanos > 0) {
            lastPingNanos = nanos;
        }
    }

    /** From {@code sinceNanos} to the last ping's outcome; zero if there was none. */
    Duration pinging(long sinceNanos) {
        return lastPingNanos == null ? Duration.ZERO : Duration.ofNanos(lastPingNanos - sinceNanos);
    }

    Messages messages() {
        return new Messages(pings.total(), pings.of(Outcome.OK), pingBytes);
    }

    /** The kinds that were measured. */
    Map<LatencyKind, Histogram> measured() {
        Map<LatencyKind, Histogram> measured = new EnumMap<>(latencies);
        measured.values().removeIf(histogram -> histogram.getTotalCount() == 0);
        return measured;
    }
}
