package wse.load;

import wse.measure.LatencyCollector;
import wse.measure.LatencyKind;
import wse.measure.LatencyRecorder;

/**
 * Where one event loop's connects are recorded.
 *
 * @param response from the intended connect to ready; null unless connects have a schedule and are what the test measures
 * @param slip actual minus intended connect time; null where {@code response} is
 */
record RampRecorders(LatencyRecorder connect, LatencyRecorder response, LatencyRecorder slip, SampleLog samples) {

    /** For connects that have a schedule and are what the test measures. */
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
