package wse.health;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import wse.machine.ProcFs;
import wse.measure.LatencyRecorder;

/**
 * Schedules a task on one event loop once per period and records how late each one ran. The deadlines are fixed: if the
 * loop is stuck for a second, a hundred tasks with a period of 10 ms are late, not one. Thread-safe: its state is guarded
 * by its monitor, which the loop takes once per period.
 */
final class LoopProbe {

    /** Yields a thousand samples in ten seconds, and costs a loop less than 0.1 % of a core. */
    static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private static final double NANOS_PER_MICRO = 1_000;

    private final EventExecutor loop;
    private final long periodNanos;
    private final long startNanos;
    private final LatencyRecorder lag = new LatencyRecorder();
    /**
     * The CPU use of the loop's thread at the beginning; empty until the loop's first turn, which never comes if the
     * loop is stuck.
     */
    private Optional<ThreadUse> begin = Optional.empty();

    private long ticks;
    private boolean stopped;
    private Future<?> next = ImmediateEventExecutor.INSTANCE.newSucceededFuture(null);

    private LoopProbe(EventExecutor loop, long periodNanos, long startNanos) {
        this.loop = loop;
        this.periodNanos = periodNanos;
        this.startNanos = startNanos;
    }

    /** Starts a probe; a loop that has already been shut down counts as one that did nothing. */
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
        begin = Optional.of(ThreadUse.ofCurrentThread());
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

    /** Ends the probe, even if the loop is stuck: overdue tasks are recorded with their delay so far. */
    synchronized LoopReading stop(CoreWatch.Spent spent) {
        long now = System.nanoTime();
        if (!stopped && !loop.isShuttingDown()) {
            recordDue(now);
        }
        stopped = true;
        next.cancel(false);
        Histogram lags = lag.interval();
        return begin.map(from -> from.untilNow(spent, lags))
                .orElseGet(() -> new LoopReading("event loop", 0, Optional.empty(), Optional.empty(), lags));
    }

    /**
     * The processor time that a thread has used so far.
     *
     * @param path the thread's path below {@code /proc}; empty on other systems
     * @param coreWait how long it has waited for a core; empty if the system does not report it
     */
    private record ThreadUse(
            long id,
            Optional<String> path,
            String name,
            long wallNanos,
            long cpuNanos,
            Optional<Scheduler.CoreWait> coreWait) {

        static ThreadUse ofCurrentThread() {
            Thread thread = Thread.currentThread();
            return ofThread(thread.getId(), ProcFs.currentThread(), thread.getName());
        }

        /** The current use; the CPU time of a thread that has ended is -1. */
        static ThreadUse ofThread(long id, Optional<String> path, String name) {
            long cpuNanos = ManagementFactory.getThreadMXBean().getThreadCpuTime(id);
            return new ThreadUse(id, path, name, System.nanoTime(), cpuNanos, path.flatMap(Scheduler::coreWait));
        }

        List<Integer> allowedCores() {
            return path.map(ProcFs::allowedCores).orElse(List.of());
        }

        LoopReading untilNow(CoreWatch.Spent spent, Histogram lag) {
            ThreadUse end = ofThread(id, path, name);
            double wall = Math.max(1, end.wallNanos - wallNanos);
            double cpuPercent = end.cpuNanos < 0 ? 0 : Math.min(100, 100 * (end.cpuNanos - cpuNanos) / wall);
            Optional<CoreWaits> waits =
                    coreWait.flatMap(from -> end.coreWait.map(to -> waits(from, to, wall, 100 - cpuPercent)));
            return new LoopReading(name, cpuPercent, waits, spent.of(allowedCores()), lag);
        }

        /**
         * @param mostPercent upper limit of the share of time: that in which the thread did not run. Without it, the
         *     sum could exceed 100 %, because the two clocks are not read at the same moment
         */
        private static CoreWaits waits(
                Scheduler.CoreWait from, Scheduler.CoreWait to, double wallNanos, double mostPercent) {
            double waited = to.nanos() - from.nanos();
            long times = Math.max(1, to.times() - from.times());
            return new CoreWaits(Math.min(mostPercent, 100 * waited / wallNanos), waited / times / NANOS_PER_MICRO);
        }
    }
}
