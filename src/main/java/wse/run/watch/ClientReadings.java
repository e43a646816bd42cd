package wse.run.watch;

import java.time.Duration;
import java.util.function.Supplier;
import wse.health.LoadMeter;
import wse.measure.Interval;
import wse.measure.LatencyCollector;
import wse.measure.LiveCounts;
import wse.measure.ProcessLoad;

/** Reads what the client's side of a tier has done since the last reading. Guarded by the lock of its sampler. */
final class ClientReadings implements IntervalSampler.Reading {

    private final LatencyCollector collector;
    private final Supplier<LiveCounts> counts;
    private final LoadMeter meter = LoadMeter.ofThisProcess();
    private LiveCounts before = LiveCounts.NONE;

    ClientReadings(LatencyCollector collector, Supplier<LiveCounts> counts) {
        this.collector = collector;
        this.counts = counts;
    }

    @Override
    public Interval take(Duration begin, Duration length) {
        LiveCounts now = counts.get();
        LiveCounts counted = now.since(before);
        before = now;
        return new Interval(begin, length, collector.drain(), counted, meter.next(), ProcessLoad.UNKNOWN);
    }
}
