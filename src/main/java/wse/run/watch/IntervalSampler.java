package wse.run.watch;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import wse.measure.Interval;
import wse.measure.IntervalList;
import wse.measure.TimeSeries;

/** Divides a tier into intervals of a second, and at the boundaries of its phases. Thread-safe. */
final class IntervalSampler {

    private static final long PERIOD_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** Shorter intervals are added to the one before them, because their rates would say little. */
    private static final long SHORTEST_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /** Returns what has happened since the last call. Called under the sampler's lock. */
    interface Reading {
        Interval take(Duration begin, Duration length);
    }

    private final Reading reading;
    private final IntervalList intervals = new IntervalList(TimeSeries.MOST_INTERVALS);
    private final ScheduledFuture<?> ticks;
    private final long originNanos = System.nanoTime();
    private long lastNanos = originNanos;
    private boolean ended;

    private IntervalSampler(ScheduledExecutorService thread, Reading reading) {
        this.reading = reading;
        this.ticks = thread.scheduleAtFixedRate(this::tick, PERIOD_NANOS, PERIOD_NANOS, TimeUnit.NANOSECONDS);
    }

    /**
     * Begins the first interval.
     *
     * @param thread takes a reading each second; not closed here
     */
    static IntervalSampler start(ScheduledExecutorService thread, Reading reading) {
        return new IntervalSampler(thread, reading);
    }

    /** If the current interval has only just begun, it ends with the next tick. */
    private synchronized void tick() {
        if (System.nanoTime() - lastNanos > PERIOD_NANOS / 2) {
            mark();
        }
    }

    /** Ends the current interval now, because a new phase of the tier begins. */
    synchronized void mark() {
        if (ended) {
            return;
        }
        long now = System.nanoTime();
        Interval interval = take(now);
        if (now - lastNanos < SHORTEST_NANOS) {
            intervals.extend(interval);
        } else {
            intervals.add(interval);
        }
        lastNanos = now;
    }

    private Interval take(long now) {
        return reading.take(Duration.ofNanos(lastNanos - originNanos), Duration.ofNanos(now - lastNanos));
    }

    /** Time since the first interval began. */
    Duration untilNow() {
        return Duration.ofNanos(System.nanoTime() - originNanos);
    }

    /** Ends the last interval. Only the first call has an effect. */
    synchronized void end() {
        ticks.cancel(false);
        long now = System.nanoTime();
        if (!ended && now - lastNanos < SHORTEST_NANOS) {
            intervals.addLate(take(now));
        } else {
            mark();
        }
        ended = true;
    }

    /** The intervals so far. */
    synchronized List<Interval> intervals() {
        return intervals.now();
    }
}
