package wse.health;

import io.netty.util.concurrent.EventExecutor;
import java.lang.management.ManagementFactory;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import wse.measure.LatencyRecorder;

/**
 * Asks one event loop for a task once a period and records how late it ran each. Deadlines are fixed: a loop that stands
 * still for a second has run a hundred tasks of 10 ms late, not one. Thread-safe; its state is guarded by its monitor, which
 * the loop takes once a period.
 */
final class LoopProbe {

    /** Frequent enough for a thousand samples in ten seconds, rare enough to cost a loop less than 0.1 % of a core. */
    static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private static final double NANOS_PER_MICRO = 1_000;

    private final EventExecutor loop;
    private final long periodNanos;
    private final long startNanos;
    private final LatencyRecorder lag = new LatencyRecorder();
    private ThreadUse begin;
    private long ticks;
    private boolean stopped;
    private Future<?> next;

    private LoopProbe(EventExecutor loop, long periodNanos, long startNanos) {
        this.loop = loop;
        this.periodNanos = periodNanos;
        this.startNanos = startNanos;
    }

    /** A loop that is shut down already is watched as one that did nothing. */
    static LoopProbe start(EventExecutor loop, long periodNanos) {
        LoopProbe probe = new LoopProbe(loop, periodNanos, System.nanoTime());
        try {
            loop.execute(probe::begin);
        } catch (RejectedExecutionException shutDown) {
            probe.stopped = true;
        }
        return probe;
    }

    private synchronized void begin() {
        begin = ThreadUse.ofCurrentThread();
        tick();
    }

    private synchronized void tick() {
        if (!stopped) {
            recordDue(System.nanoTime());
            scheduleNext();
        }
    }

    private void recordDue(long now) {
        for (; deadline(ticks + 1) <= now; ticks++) {
            lag.record(deadline(ticks + 1), now);
        }
    }

    private long deadline(long tick) {
        return startNanos + tick * periodNanos;
    }

    private void scheduleNext() {
        if (!loop.isShuttingDown()) {
            long delay = deadline(ticks + 1) - System.nanoTime();
            next = loop.schedule(this::tick, delay, TimeUnit.NANOSECONDS);
        }
    }

    /** Ends the probe, also where the loop is stuck: tasks that are due by now count as late as they are by now. */
    synchronized LoopReading stop(CoreWatch.Spent spent) {
        long now = System.nanoTime();
        if (!stopped && !loop.isShuttingDown()) {
            recordDue(now);
        }
        stopped = true;
        if (next != null) {
            next.cancel(false);
        }
        return begin == null
                ? new LoopReading("event loop", 0, null, null, null, lag.interval())
                : begin.until(
                        ThreadUse.ofThread(begin.id(), begin.nativeId(), begin.name()),
                        spent.of(ProcFs.allowedCores(begin.nativeId())),
                        lag.interval());
    }

    /**
     * What a thread has had of the processor so far.
     *
     * @param nativeId path of the thread below {@code /proc}; null where there is none
     * @param coreWait its waiting for a core; null where the system does not tell
     */
    private record ThreadUse(
            long id, String nativeId, String name, long wallNanos, long cpuNanos, ProcFs.CoreWait coreWait) {

        static ThreadUse ofCurrentThread() {
            Thread thread = Thread.currentThread();
            return ofThread(thread.getId(), ProcFs.currentThread(), thread.getName());
        }

        /** The CPU time of a thread that has ended is -1. */
        static ThreadUse ofThread(long id, String nativeId, String name) {
            long cpuNanos = ManagementFactory.getThreadMXBean().getThreadCpuTime(id);
            return new ThreadUse(id, nativeId, name, System.nanoTime(), cpuNanos, ProcFs.coreWait(nativeId));
        }

        LoopReading until(ThreadUse end, CoreUse cores, Histogram lag) {
            double wall = Math.max(1, end.wallNanos - wallNanos);
            double cpuPercent = end.cpuNanos < 0 ? 0 : 100 * (end.cpuNanos - cpuNanos) / wall;
            if (coreWait == null || end.coreWait == null) {
                return new LoopReading(name, cpuPercent, null, null, cores, lag);
            }
            double waited = end.coreWait.nanos() - coreWait.nanos();
            long times = Math.max(1, end.coreWait.times() - coreWait.times());
            return new LoopReading(name, cpuPercent, 100 * waited / wall, waited / times / NANOS_PER_MICRO, cores, lag);
        }
    }
}
