package wse.load;

import wse.measure.LatencyCollector;
import wse.measure.LatencyKind;
import wse.measure.LatencyRecorder;

/**
 * The recorders for one event loop's connects.
 *
 * @param response latency from the intended connect time until the connection is ready; null unless the test measures
 *     connects on a schedule
 * @param slip actual minus intended connect time; null if {@code response} is null
 */
record RampRecorders(LatencyRecorder connect, LatencyRecorder response, LatencyRecorder slip, SampleLog samples) {

    /** For a test that measures connects on a schedule. */
    static RampRecorders scheduled(LatencyCollector collector, LatencyRecorder slip) {
        return new RampRecorders(
                collector.newRecorder(LatencyKind.CONNECT),
                collector.newRecorder(LatencyKind.RESPONSE),
                slip,
                new SampleLog("connect"));
    }

    static RampRecorders unscheduled(LatencyCollector collector) {
        return new RampRecorders(collector.newRecorder(LatencyKind.CONNECT), null, null, new SampleLog("connect"));
    }

    void begun(Link link) {
        if (slip != null) {
            slip.record(link.intendedNanos, link.connectNanos);
        }
    }

    void ready(Link link, long nowNanos) {
        connect.record(link.connectNanos, nowNanos);
        if (response != null) {
            response.record(link.intendedNanos, nowNanos);
        }
    }
}
