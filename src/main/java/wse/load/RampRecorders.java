package wse.load;

import java.util.List;
import wse.measure.AddressFigures;
import wse.measure.LatencyCollector;
import wse.measure.LatencyKind;
import wse.measure.LatencyRecorder;

/** The recorders for one event loop's connects. */
sealed interface RampRecorders permits RampRecorders.Unscheduled, RampRecorders.Scheduled, AddressRecorders {

    static RampRecorders unscheduled(LatencyCollector collector) {
        return new Unscheduled(collector.newRecorder(LatencyKind.CONNECT), new SampleLog("connect"));
    }

    /** For a test that measures connects on a schedule. */
    static RampRecorders scheduled(LatencyCollector collector, LatencyRecorder slip) {
        return new Scheduled(unscheduled(collector), collector.newRecorder(LatencyKind.RESPONSE), slip);
    }

    /** The same recorders; if the server has several addresses, with a separate account of each. */
    default RampRecorders perAddress(int servers) {
        return servers == 1 ? this : AddressRecorders.beside(this, servers);
    }

    SampleLog samples();

    /** The latencies of each of the server's addresses, with outcomes yet to be counted; empty if there is only one. */
    default List<AddressFigures> addresses(LoadTarget target) {
        return List.of();
    }

    /** Records that the connect of a link has begun. */
    void begun(Link link);

    /** Records that the TCP connection of a link is established, with TLS or a proxy still to come. */
    default void connected(Link link) {}

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
