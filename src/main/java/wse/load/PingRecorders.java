package wse.load;

import wse.measure.LatencyCollector;
import wse.measure.LatencyKind;
import wse.measure.LatencyRecorder;

/**
 * The recorders for one event loop's pings.
 *
 * @param response null in a closed loop, whose pings have no intended time of their own
 * @param slip actual minus intended send time, which shows whether the client kept up; null in a closed loop
 */
record PingRecorders(LatencyRecorder service, LatencyRecorder response, LatencyRecorder slip) {

    static PingRecorders closed(LatencyCollector collector) {
        return new PingRecorders(collector.newRecorder(LatencyKind.SERVICE), null, null);
    }

    /** For pings that only show whether a connection is alive: their latencies are no figures of the tier. */
    static PingRecorders unmeasured() {
        return closed(new LatencyCollector((kind, histogram) -> {}));
    }

    static PingRecorders open(LatencyCollector collector, LatencyRecorder slip) {
        return new PingRecorders(
                collector.newRecorder(LatencyKind.SERVICE), collector.newRecorder(LatencyKind.RESPONSE), slip);
    }

    /** Records a ping that was answered or given up at {@code endNanos}. */
    void ended(long intendedNanos, long sentNanos, long endNanos) {
        service.record(sentNanos, endNanos);
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
