package wse.load;

import wse.measure.LatencyCollector;
import wse.measure.LatencyKind;
import wse.measure.LatencyRecorder;

/**
 * Where one loop's connects are recorded.
 *
 * @param response from the intended connect; null where pings are the responses of the test
 */
record RampRecorders(LatencyRecorder connect, LatencyRecorder response, LatencyRecorder slip, SampleLog samples) {

    static RampRecorders of(LatencyCollector collector, boolean connectsAreTheTest, LatencyRecorder slip) {
        return new RampRecorders(
                collector.newRecorder(LatencyKind.CONNECT),
                connectsAreTheTest ? collector.newRecorder(LatencyKind.RESPONSE) : null,
                slip,
                new SampleLog("connect"));
    }

    void ready(Link link, long nowNanos) {
        connect.record(link.connectNanos, nowNanos);
        if (response != null) {
            response.record(link.intendedNanos, nowNanos);
        }
    }
}
