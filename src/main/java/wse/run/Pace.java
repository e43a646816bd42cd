package wse.run;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/** How fast connections come up, over the last few seconds. Not thread-safe. */
final class Pace {

    /** A rate over less is too restless to tell the time left by. */
    private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(5);

    private record Sample(long nanos, long resolved, long connected) {}

    private final Deque<Sample> samples = new ArrayDeque<>();

    /** @param nanos of the first connect; {@link System#nanoTime()}, as in {@link #add} */
    Pace(long nanos) {
        samples.add(new Sample(nanos, 0, 0));
    }

    /** @param resolved connections that have an outcome, good or bad */
    void add(long nanos, long resolved, long connected) {
        samples.add(new Sample(nanos, resolved, connected));
        while (samples.size() > 2 && nanos - second().nanos >= WINDOW_NANOS) {
            samples.remove();
        }
    }

    private Sample second() {
        return samples.stream().skip(1).findFirst().orElseThrow();
    }

    double connectedPerSecond() {
        return (samples.getLast().connected - samples.getFirst().connected) / seconds();
    }

    /** Until so many have an outcome; infinite while none gets one. */
    double secondsUntil(long resolved) {
        long left = Math.max(0, resolved - samples.getLast().resolved);
        return left == 0 ? 0 : left * seconds() / (samples.getLast().resolved - samples.getFirst().resolved);
    }

    private double seconds() {
        return (samples.getLast().nanos - samples.getFirst().nanos) / 1e9;
    }
}
