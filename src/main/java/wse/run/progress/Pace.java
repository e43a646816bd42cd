package wse.run.progress;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/** How fast connections are being established, over the last few seconds. Not thread-safe. */
public final class Pace {

    /** A rate over a shorter time fluctuates too much to predict the time left. */
    private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(5);

    private record Sample(long nanos, long resolved, long connected) {}

    private final Deque<Sample> samples = new ArrayDeque<>();

    /** @param nanos time of the first connect, from {@link System#nanoTime()}, as in {@link #add} */
    Pace(long nanos) {
        this(nanos, 0, 0);
    }

    /**
     * For connects that have begun earlier.
     *
     * @param resolved number of connects that had ended by then
     * @param connected number of connections that were ready by then
     */
    public Pace(long nanos, long resolved, long connected) {
        samples.add(new Sample(nanos, resolved, connected));
    }

    /** @param resolved number of connects that have ended, successfully or not */
    public void add(long nanos, long resolved, long connected) {
        samples.add(new Sample(nanos, resolved, connected));
        while (samples.size() > 2 && nanos - second().nanos >= WINDOW_NANOS) {
            samples.remove();
        }
    }

    private Sample second() {
        return samples.stream().skip(1).findFirst().orElseThrow();
    }

    /** Connections that became ready per second; after the first {@link #add}. */
    public double connectedPerSecond() {
        return (samples.getLast().connected - samples.getFirst().connected) / seconds();
    }

    /** Expected time until this many connects have ended; infinite as long as none ends. */
    double secondsUntil(long resolved) {
        long left = Math.max(0, resolved - samples.getLast().resolved);
        return left == 0 ? 0 : left * seconds() / (samples.getLast().resolved - samples.getFirst().resolved);
    }

    private double seconds() {
        return (samples.getLast().nanos - samples.getFirst().nanos) / 1e9;
    }
}
