package wse.measure;

import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Unix time that never jumps: the wall clock is read once, and only {@link System#nanoTime()} from then on. If somebody
 * changes the machine's clock during a run, requests still begin before they end, and the reports show the times that
 * the unchanged clock would have shown. Gatling's own clock works in the same way. Immutable; any thread.
 */
public final class SteadyClock {

    private static final SteadyClock PROCESS = new SteadyClock(System.currentTimeMillis(), System::nanoTime);

    private final long wallMillis;
    private final LongSupplier nanoTime;
    private final long startNanos;

    /**
     * @param wallMillis Unix time now
     * @param nanoTime like {@link System#nanoTime()}
     */
    SteadyClock(long wallMillis, LongSupplier nanoTime) {
        this.wallMillis = wallMillis;
        this.nanoTime = nanoTime;
        this.startNanos = nanoTime.getAsLong();
    }

    /** The clock of this process. */
    public static SteadyClock ofProcess() {
        return PROCESS;
    }

    /** Unix time in milliseconds. */
    public long millis() {
        return millisAt(nanoTime.getAsLong());
    }

    /** Unix time in milliseconds at a value of {@link System#nanoTime()}. */
    public long millisAt(long nanos) {
        return wallMillis + Math.floorDiv(nanos - startNanos, TimeUnit.MILLISECONDS.toNanos(1));
    }

    /** The current time, to the millisecond. */
    public Instant instant() {
        return Instant.ofEpochMilli(millis());
    }
}
