package wse.load;

import wse.measure.LatencyCollector;
import wse.measure.LatencyKind;
import wse.measure.LatencyRecorder;

/**
 * Where one loop's pings are recorded.
 *
 * @param service null where nobody wants it
 * @param response null on a closed schedule, which has no intended time of its own
 * @param slip actual minus intended send, which says whether the client kept up; null on a closed schedule
 */
record PingRecorders(LatencyRecorder service, LatencyRecorder response, LatencyRecorder slip) {

    /** For pings whose latencies nobody wants. */
    static PingRecorders none() {
        return new PingRecorders(null, null, null);
    }

    static PingRecorders closed(LatencyCollector collector) {
        return new PingRecorders(collector.newRecorder(LatencyKind.SERVICE), null, null);
    }

    static PingRecorders open(LatencyCollector collector, LatencyRecorder slip) {
        return new PingRecorders(
                collector.newRecorder(LatencyKind.SERVICE), collector.newRecorder(LatencyKind.RESPONSE), slip);
    }

    /** A ping that was answered, or given up, at {@code endNanos}. */
    void ended(long intendedNanos, long sentNanos, long endNanos) {
        if (service != null) {
            service.record(sentNanos, endNanos);
        }
        if (response != null) {
            response.record(intendedNanos, endNanos);
        }
    }

    void sent(long intendedNanos, long sentNanos) {
        if (slip != null) {
            slip.record(intendedNanos, sentNanos);
        }
    }
}
