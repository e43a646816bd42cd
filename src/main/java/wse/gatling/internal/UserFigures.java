package wse.gatling.internal;

import io.netty.util.concurrent.FastThreadLocal;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import wse.load.SoFar;
import wse.measure.Caveats;
import wse.measure.CompressionUse;
import wse.measure.LatencyCollector;
import wse.measure.LatencyRecorder;
import wse.measure.LiveCounts;
import wse.measure.LiveFigures;
import wse.measure.OutcomeCounts;
import wse.measure.StrayPongs;
import wse.measure.TestFigures;
import wse.measure.TierMeasurement;

/** The measurements of all virtual users of one Gatling run. Thread-safe: each event loop has its own recorder. */
final class UserFigures {

    private final LatencyCollector collector;
    private final Set<String> names = ConcurrentHashMap.newKeySet();
    private final Queue<UserRecorder> loops = new ConcurrentLinkedQueue<>();
    private final LongAdder sent = new LongAdder();
    private final LongAdder sentBytes = new LongAdder();
    private final LongAdder hellos = new LongAdder();
    private volatile CompressionUse compression = CompressionUse.NONE;

    private final FastThreadLocal<UserRecorder> own = new FastThreadLocal<>() {
        @Override
        protected UserRecorder initialValue() {
            UserRecorder recorder = new UserRecorder(collector, names);
            loops.add(recorder);
            return recorder;
        }
    };

    /** @param collector receives the latencies */
    UserFigures(LatencyCollector collector) {
        this.collector = collector;
    }

    /** The recorder of the calling event loop. */
    UserRecorder recorder() {
        return own.get();
    }

    /** A user has sent a message. */
    void sent(int bytes) {
        sent.increment();
        sentBytes.add(bytes);
    }

    /** The dialect has sent a message by itself. */
    void sentHello() {
        hellos.increment();
    }

    /** What the engines have compressed. */
    void compressed(CompressionUse use) {
        compression = use;
    }

    /** Everything that has been measured. Connects without an outcome are {@code ABORTED}. */
    TierMeasurement measured() {
        UserTotals sum = sum();
        return new TierMeasurement(
                sum.connected(),
                sum.connects(),
                sum.requests(),
                sum.messages(sent.sum(), sentBytes.sum(), hellos.sum()),
                collector.totals(),
                LatencyRecorder.newHistogram(),
                sum.ramp(),
                sum.duration(),
                new TestFigures.Scenario(sum.figures()),
                new Caveats(StrayPongs.NONE, collector.saturated(), 0),
                sum.addresses(),
                compression);
    }

    /** The outcomes so far, for progress reports: cheap, because users must wait meanwhile. */
    LiveFigures live() {
        OutcomeCounts connects = new OutcomeCounts();
        OutcomeCounts requests = new OutcomeCounts();
        loops.forEach(loop -> loop.addCountsTo(connects, requests));
        return LiveFigures.of(connects, LiveCounts.of(connects, requests));
    }

    /** The same as {@link #measured()} without latencies and messages, for a run that is ended early. */
    SoFar soFar() {
        UserTotals sum = sum();
        return new SoFar(sum.connects(), sum.requests(), 0, Optional.empty(), new TestFigures.Scenario(sum.figures()));
    }

    private UserTotals sum() {
        UserTotals sum = new UserTotals();
        loops.forEach(loop -> loop.addTo(sum));
        return sum;
    }
}
