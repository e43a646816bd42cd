package wse.gatling.internal;

import java.util.EnumMap;
import java.util.Map;
import org.HdrHistogram.Histogram;
import wse.measure.LatencyKind;
import wse.measure.LatencyRecorder;
import wse.measure.Outcome;
import wse.measure.OutcomeCounts;

/**
 * What the virtual users of one event loop have measured. Written by that loop only; {@link #addTo} may be called from any
 * thread, so counting is guarded by a lock nobody else wants.
 */
final class LoopRecorders {

    private final Map<LatencyKind, LatencyRecorder> recorders = new EnumMap<>(LatencyKind.class);
    private final Map<LatencyKind, Histogram> totals = new EnumMap<>(LatencyKind.class);
    private final OutcomeCounts connects = new OutcomeCounts();
    private final OutcomeCounts pings = new OutcomeCounts();
    private long alive;
    private long pingBytes;
    private long lastPingNanos;
    private Outcome last = Outcome.ABORTED;

    LoopRecorders() {
        for (LatencyKind kind : LatencyKind.values()) {
            recorders.put(kind, new LatencyRecorder());
            totals.put(kind, LatencyRecorder.newHistogram());
        }
    }

    /** The outcome of the newest record Gatling logged on this loop. */
    Outcome last() {
        return last;
    }

    void last(Outcome outcome) {
        last = outcome;
    }

    void record(LatencyKind kind, long sinceNanos, long untilNanos) {
        recorders.get(kind).record(sinceNanos, untilNanos);
    }

    synchronized void countConnect(Outcome outcome) {
        connects.count(outcome);
    }

    synchronized void countPing(Outcome outcome, int bytes, long nowNanos) {
        pings.count(outcome);
        pingBytes += bytes;
        lastPingNanos = nowNanos;
    }

    synchronized void countAlive() {
        alive++;
    }

    synchronized void addTo(TierTotals sum) {
        sum.connects.add(connects);
        sum.pings.add(pings);
        sum.alive += alive;
        sum.pingBytes += pingBytes;
        if (pings.total() > 0) {
            sum.pingEnded(lastPingNanos);
        }
        recorders.forEach((kind, recorder) -> {
            totals.get(kind).add(recorder.interval());
            sum.latencies.get(kind).add(totals.get(kind));
        });
    }
}
