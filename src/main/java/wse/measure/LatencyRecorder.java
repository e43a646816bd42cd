package wse.measure;

import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;

/**
 * Records latencies of one kind, in microseconds, into HdrHistogram. One thread records (the owning event loop); another may
 * take {@linkplain #interval() intervals} at the same time. Recording takes no lock and allocates nothing.
 *
 * <p>Values above {@link #MAX_MICROS} are never dropped: they are recorded as that value, and {@link #saturated()} counts
 * them.
 */
public final class LatencyRecorder {

    /** Ten minutes. No time-out of this project is longer. */
    public static final long MAX_MICROS = 600_000_000L;

    /** HdrHistogram's number of significant digits: values are accurate to 0.1 %. */
    public static final int SIGNIFICANT_DIGITS = 3;

    private final SingleWriterRecorder recorder = new SingleWriterRecorder(MAX_MICROS, SIGNIFICANT_DIGITS);
    private volatile long saturated;

    /** An empty histogram with the range and precision of every recorder, so that histograms can be added without loss. */
    public static Histogram newHistogram() {
        return new Histogram(MAX_MICROS, SIGNIFICANT_DIGITS);
    }

    /** Records {@code untilNanos - sinceNanos}, both from the same {@link System#nanoTime()}. Owner thread only. */
    public void record(long sinceNanos, long untilNanos) {
        recordMicros(Math.max(0, (untilNanos - sinceNanos + 500) / 1_000));
    }

    /**
     * Records the same latency {@code count} times, for messages that were sent and answered together. Owner thread only.
     */
    public void record(long sinceNanos, long untilNanos, long count) {
        long micros = Math.max(0, (untilNanos - sinceNanos + 500) / 1_000);
        if (micros > MAX_MICROS) {
            saturated = saturated + count;
        }
        recorder.recordValueWithCount(Math.min(micros, MAX_MICROS), count);
    }

    /** Owner thread only. */
    public void recordMicros(long micros) {
        if (micros > MAX_MICROS) {
            countSaturated();
            recorder.recordValue(MAX_MICROS);
        } else {
            recorder.recordValue(micros);
        }
    }

    @SuppressWarnings("NonAtomicOperationOnVolatileField") // one writer, the owner
    private void countSaturated() {
        saturated = saturated + 1;
    }

    /** The values recorded since the last call, in a new histogram. One reader at a time. */
    public Histogram interval() {
        return recorder.getIntervalHistogram();
    }

    /** Number of values above {@link #MAX_MICROS}. */
    public long saturated() {
        return saturated;
    }
}
