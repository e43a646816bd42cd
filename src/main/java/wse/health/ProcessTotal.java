package wse.health;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import oshi.software.os.OSProcess;
import wse.machine.ProcFs;

/**
 * What a process has used since it was started. On Linux, it is read from the process's {@code stat} (proc_pid_stat(5)), and
 * everywhere else with a library, which takes twenty times as long because it also finds out much that is not needed here.
 *
 * @param cpuSeconds user and system time
 */
record ProcessTotal(double cpuSeconds, long rssBytes) {

    private static final double NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final double MILLIS_PER_SECOND = TimeUnit.SECONDS.toMillis(1);

    /** USER_HZ, which is the same on all architectures that have a JDK. */
    static final double TICKS_PER_SECOND = 100;

    /** {@code PF_KTHREAD} of Linux's {@code include/linux/sched.h}. */
    private static final long KERNEL_THREAD = 0x00200000;

    /** Positions after the name, which ends with the last parenthesis and may itself contain blanks. */
    private static final int STATE = 0;

    private static final int FLAGS = 6;
    private static final int USER_TICKS = 11;
    private static final int SYSTEM_TICKS = 12;
    private static final int RESIDENT_PAGES = 21;

    /** The totals of this process, with the JVM's own figure of the CPU time, which is more precise. */
    static ProcessTotal ofThisProcess(long id) {
        double cpuSeconds = ProcessUse.ownCpuNanos() / NANOS_PER_SECOND;
        long rssBytes = of(id).map(ProcessTotal::rssBytes).orElseGet(ProcessUse::ownRssBytes);
        return new ProcessTotal(cpuSeconds, rssBytes);
    }

    /** Empty if the process has ended. */
    static Optional<ProcessTotal> of(long id) {
        return ProcFs.text(id + "/stat").map(ProcessTotal::parse).orElseGet(() -> fromLibrary(id));
    }

    /**
     * Whether a kernel thread has this text in its {@code /proc/PID/stat}. Linux lists kernel threads in {@code /proc},
     * as if they were processes.
     */
    static boolean isOfTheKernel(String stat) {
        return (Long.parseLong(fields(stat)[FLAGS]) & KERNEL_THREAD) != 0;
    }

    private static String[] fields(String stat) {
        return stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    }

    /** Empty for a process that has ended but still has an entry. */
    static Optional<ProcessTotal> parse(String stat) {
        String[] fields = fields(stat);
        boolean ended = "ZXx".contains(fields[STATE]);
        long ticks = Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[SYSTEM_TICKS]);
        return ended
                ? Optional.empty()
                : Optional.of(new ProcessTotal(
                        ticks / TICKS_PER_SECOND, Long.parseLong(fields[RESIDENT_PAGES]) * ProcessUse.pageBytes()));
    }

    private static Optional<ProcessTotal> fromLibrary(long id) {
        return Optional.ofNullable(ProcessUse.of(id))
                .filter(process -> process.getState() != OSProcess.State.INVALID)
                .map(process -> new ProcessTotal(
                        (process.getKernelTime() + process.getUserTime()) / MILLIS_PER_SECOND,
                        process.getResidentMemory()));
    }

    ProcessTotal plus(ProcessTotal other) {
        return new ProcessTotal(cpuSeconds + other.cpuSeconds, rssBytes + other.rssBytes);
    }
}
