package wse.load;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import wse.measure.AddressFigures;
import wse.measure.LatencyRecorder;
import wse.measure.OutcomeCounts;

/**
 * Records the connects of one event loop also by address of the server. Confined to that event loop, except that anybody may
 * read when no connect is under way.
 *
 * @param all the recorders for all addresses together
 */
record AddressRecorders(RampRecorders all, List<Recorder> each) implements RampRecorders {

    private static final int NANOS_PER_MICRO = 1_000;

    /** @param servers number of addresses */
    static AddressRecorders beside(RampRecorders all, int servers) {
        return new AddressRecorders(
                all, Stream.generate(Recorder::new).limit(servers).toList());
    }

    /** The latencies of one address in microseconds. These histograms grow with their values, because there may be many. */
    private record Recorder(Histogram tcp, Histogram ready) {

        Recorder() {
            this(newHistogram(), newHistogram());
        }

        private static Histogram newHistogram() {
            return new Histogram(LatencyRecorder.SIGNIFICANT_DIGITS);
        }
    }

    @Override
    public SampleLog samples() {
        return all.samples();
    }

    @Override
    public List<AddressFigures> addresses(LoadTarget target) {
        return IntStream.range(0, each.size())
                .mapToObj(server -> figures(target.serverName(server), each.get(server)))
                .toList();
    }

    private static AddressFigures figures(String name, Recorder recorder) {
        return new AddressFigures(
                name,
                new OutcomeCounts(),
                recorder.tcp().copy(),
                recorder.ready().copy());
    }

    @Override
    public void begun(Link link) {
        all.begun(link);
    }

    @Override
    public void connected(Link link) {
        add(each.get(link.server).tcp(), link, System.nanoTime());
    }

    @Override
    public void ready(Link link, long nowNanos) {
        all.ready(link, nowNanos);
        add(each.get(link.server).ready(), link, nowNanos);
    }

    private static void add(Histogram histogram, Link link, long nowNanos) {
        long micros = Math.max(0, (nowNanos - link.connectNanos) / NANOS_PER_MICRO);
        histogram.recordValue(Math.min(micros, LatencyRecorder.MAX_MICROS));
    }
}
