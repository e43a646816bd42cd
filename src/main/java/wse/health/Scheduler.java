package wse.health;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import wse.machine.ProcFs;

/**
 * Reads what Linux's scheduler reports about cores and threads. Results are empty on other systems, and a judgement then
 * does without them.
 */
final class Scheduler {

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
     * The time of one core so far, in ticks of the kernel's clock.
     *
     * @param busyTicks time in which it ran threads or interrupts of this machine
     * @param stolenTicks time in which the hypervisor ran something else although this core had work
     */
    record CoreTime(long busyTicks, long stolenTicks, long allTicks) {

        private static final int IDLE = 4;
        private static final int IO_WAIT = 5;
        private static final int STEAL = 8;

        static CoreTime of(String[] fields) {
            long all = Stream.of(fields)
                    .skip(1)
                    .limit(STEAL)
                    .mapToLong(Long::parseLong)
                    .sum();
            long stolen = Long.parseLong(fields[STEAL]);
            long idle = Long.parseLong(fields[IDLE]) + Long.parseLong(fields[IO_WAIT]);
            return new CoreTime(all - idle - stolen, stolen, all);
        }

        /** Busy share of the time since an earlier reading, 0 to 1; a core whose clock did not advance was idle. */
        double busySince(CoreTime then) {
            return share(busyTicks - then.busyTicks, then);
        }

        /** Share of the time since an earlier reading that the hypervisor gave to others, 0 to 1. */
        double stolenSince(CoreTime then) {
            return share(stolenTicks - then.stolenTicks, then);
        }

        private double share(long ticks, CoreTime then) {
            return allTicks == then.allTicks ? 0 : (double) ticks / (allTicks - then.allTicks);
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
