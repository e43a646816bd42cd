package wse.health;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import wse.machine.ProcFs;

/**
 * Reads what Linux's scheduler reports about cores and threads. Results are empty on other systems, and a judgement then
 * does without them.
 */
final class Scheduler {

    /**
     * Time that must pass between two readings of a core's time. The times are in ticks of 10 ms, so those of a shorter period
     * could be off by more than a tenth.
     */
    static final long SHORTEST_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final double NANOS_PER_TICK = TimeUnit.SECONDS.toNanos(1) / ProcessTotal.TICKS_PER_SECOND;

    private Scheduler() {}

    /**
     * The time of each core so far, by its number, from {@code /proc/stat}; empty on other systems.
     *
     * <p>A core's line is {@code cpuN user nice system idle iowait irq softirq steal …}; the values after these are
     * already included in the first two.
     */
    static Map<Integer, CoreTime> coreTimes() {
        return ProcFs.text(
                        "stat",
                        lines -> lines.takeWhile(line -> line.startsWith("cpu"))
                                .skip(1) // the sum over all cores
                                .map(line -> line.split(" "))
                                .collect(Collectors.toMap(
                                        fields -> Integer.parseInt(fields[0].substring(3)), CoreTime::of)))
                .orElse(Map.of());
    }

    /** How long the current threads of a process have run and waited so far, in total; empty if unknown. */
    static Optional<CoreWait> coreWaitOf(long processId) {
        return ProcFs.threadsOf(processId)
                .map(threads -> threads.stream()
                        .flatMap(thread -> coreWait(thread).stream())
                        .reduce(CoreWait.NONE, CoreWait::plus));
    }

    /**
     * How long a thread has waited for a core, read from its {@code schedstat} (Documentation/scheduler/sched-stats.rst);
     * empty if it has ended.
     *
     * @param thread path below {@code /proc}
     */
    static Optional<CoreWait> coreWait(String thread) {
        return ProcFs.words(thread + "/schedstat")
                .map(fields ->
                        new CoreWait(Long.parseLong(fields[0]), Long.parseLong(fields[1]), Long.parseLong(fields[2])));
    }

    /**
     * The time of one core so far, in ticks of 10 ms ({@code USER_HZ}).
     *
     * <p>Busy time is derived from idle time, because most kernels measure idle time but only estimate busy time:
     * with {@code CONFIG_TICK_CPU_ACCOUNTING}, they check only at each tick of their clock (every 4 ms at 250 Hz) what the core
     * is doing. Threads that timers wake right after a tick, and that sleep again before the next one, are never seen. The kernel
     * counted 2 to 3 % for a paced load that used 18 % of the cores.
     *
     * @param idleTicks time in which it had nothing to do
     * @param stolenTicks time in which the hypervisor ran something else although this core had work
     * @param allTicks sum of all times that the kernel counts
     */
    record CoreTime(long idleTicks, long stolenTicks, long allTicks) {

        private static final int IDLE = 4;
        private static final int IO_WAIT = 5;
        private static final int STEAL = 8;

        static CoreTime of(String[] fields) {
            long all = Stream.of(fields)
                    .skip(1)
                    .limit(STEAL)
                    .mapToLong(Long::parseLong)
                    .sum();
            long idle = Long.parseLong(fields[IDLE]) + Long.parseLong(fields[IO_WAIT]);
            return new CoreTime(idle, Long.parseLong(fields[STEAL]), all);
        }

        /** Whether the kernel has counted any time since an earlier reading. In some sandboxes, all counters stay at zero. */
        boolean advancedSince(CoreTime then) {
            return allTicks > then.allTicks;
        }

        /**
         * Busy share of the time since an earlier reading, 0 to 1.
         *
         * @param nanos the time that has passed since that reading
         */
        double busySince(CoreTime then, long nanos) {
            long spared = idleTicks - then.idleTicks + stolenTicks - then.stolenTicks;
            return Math.max(0, 1 - share(spared, nanos));
        }

        /**
         * Share of the time since an earlier reading that the hypervisor gave to others, 0 to 1.
         *
         * @param nanos the time that has passed since that reading
         */
        double stolenSince(CoreTime then, long nanos) {
            return Math.min(1, share(stolenTicks - then.stolenTicks, nanos));
        }

        private static double share(long ticks, long nanos) {
            return ticks * NANOS_PER_TICK / nanos;
        }
    }

    /**
     * How long threads have run, and waited for a core, so far.
     *
     * @param ranNanos time for which they ran
     * @param nanos time for which they were runnable but not running
     * @param times how often they were given a core
     */
    record CoreWait(long ranNanos, long nanos, long times) {

        static final CoreWait NONE = new CoreWait(0, 0, 0);

        CoreWait plus(CoreWait other) {
            return new CoreWait(ranNanos + other.ranNanos, nanos + other.nanos, times + other.times);
        }
    }
}
