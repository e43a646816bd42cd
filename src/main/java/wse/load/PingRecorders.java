package wse.load;

import wse.measure.LatencyCollector;
import wse.measure.LatencyKind;
import wse.measure.LatencyRecorder;

/** The recorders for one event loop's pings. */
sealed interface PingRecorders {

    static PingRecorders closed(LatencyCollector collector) {
        return new Closed(collector.newRecorder(LatencyKind.SERVICE));
    }

    /** For pings that only show whether a connection is alive: their latencies are not part of the tier's figures. */
    static PingRecorders unmeasured() {
        return closed(new LatencyCollector((kind, histogram) -> {}));
    }

    static PingRecorders open(LatencyCollector collector, LatencyRecorder slip) {
        return new Open(collector.newRecorder(LatencyKind.SERVICE), collector.newRecorder(LatencyKind.RESPONSE), slip);
    }

    /** Records that a ping was sent. */
    void sent(long intendedNanos, long sentNanos);

    /** Records a ping that was answered or given up at {@code endNanos}. */
    void ended(long intendedNanos, long sentNanos, long endNanos);

    /** In a closed loop, pings have no intended time of their own. */
    record Closed(LatencyRecorder service) implements PingRecorders {

        @Override
        public void sent(long intendedNanos, long sentNanos) {}

        @Override
        public void ended(long intendedNanos, long sentNanos, long endNanos) {
            service.record(sentNanos, endNanos);
        }
    }

    /**
     * On an open schedule.
     *
     * @param slip actual minus intended send time, which shows whether the client kept up
     */
    record Open(LatencyRecorder service, LatencyRecorder response, LatencyRecorder slip) implements PingRecorders {

        @Override
        public void sent(long intendedNanos, long sentNanos) {
            slip.record(intendedNanos, sentNanos);
        }

        @Override
        public void ended(long intendedNanos, long sentNanos, long endNanos) {
            service.record(sentNanos, endNanos);
            response.record(intendedNanos, endNanos);
        }
    }
}
