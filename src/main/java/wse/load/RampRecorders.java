package wse.load;

import wse.measure.LatencyCollector;
import wse.measure.LatencyKind;
import wse.measure.LatencyRecorder;

/** The recorders for one event loop's connects. */
sealed interface RampRecorders {

    static RampRecorders unscheduled(LatencyCollector collector) {
        return new Unscheduled(collector.newRecorder(LatencyKind.CONNECT), new SampleLog("connect"));
    }

    /** For a test that measures connects on a schedule. */
    static RampRecorders scheduled(LatencyCollector collector, LatencyRecorder slip) {
        return new Scheduled(unscheduled(collector), collector.newRecorder(LatencyKind.RESPONSE), slip);
    }

    SampleLog samples();

    /** Records that the connect of a link has begun. */
    void begun(Link link);

    /** Records that a link has become ready. */
    void ready(Link link, long nowNanos);

    /** Connects whose intended times do not matter. */
    record Unscheduled(LatencyRecorder connect, SampleLog samples) implements RampRecorders {

        @Override
        public void begun(Link link) {}

        @Override
        public void ready(Link link, long nowNanos) {
            connect.record(link.connectNanos, nowNanos);
        }
    }

    /**
     * Connects that are measured on a schedule.
     *
     * @param response latency from the intended connect time until the connection is ready
     * @param slip actual minus intended connect time
     */
    record Scheduled(RampRecorders connects, LatencyRecorder response, LatencyRecorder slip) implements RampRecorders {

        @Override
        public SampleLog samples() {
            return connects.samples();
        }

        @Override
        public void begun(Link link) {
            slip.record(link.intendedNanos, link.connectNanos);
        }

        @Override
        public void ready(Link link, long nowNanos) {
            connects.ready(link, nowNanos);
            response.record(link.intendedNanos, nowNanos);
        }
    }
}
