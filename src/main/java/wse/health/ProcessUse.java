package wse.health;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import oshi.SystemInfo;
import oshi.hardware.CentralProcessor;
import oshi.software.os.OSProcess;
import oshi.software.os.OperatingSystem;

/** The resources that this process, another process and the whole machine have used so far. Thread-safe. */
final class ProcessUse {

    private static final SystemInfo SYSTEM = new SystemInfo();
    private static final OperatingSystem OS = SYSTEM.getOperatingSystem();
    private static final CentralProcessor PROCESSOR = SYSTEM.getHardware().getProcessor();
    private static final OperatingSystemMXBean JVM = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private static final long PAGE_BYTES = SYSTEM.getHardware().getMemory().getPageSize();

    private ProcessUse() {}

    /** User and system time of this process. */
    static long ownCpuNanos() {
        return JVM.getProcessCpuTime();
    }

    static long ownRssBytes() {
        return OS.getCurrentProcess().getResidentMemory();
    }

    /** The machine's processor time by kind, for {@link #machinePercent}. */
    static long[] machineTicks() {
        return PROCESSOR.getSystemCpuLoadTicks();
    }

    /** Busy share of all cores between two readings, 0 to 100; null if less than a tick has passed. */
    static Double machinePercent(long[] before, long[] after) {
        double load = PROCESSOR.getSystemCpuLoadBetweenTicks(before, after);
        return Arrays.equals(before, after) ? null : Double.valueOf(100 * load);
    }

    /** Another process; null if no process has this id. */
    static OSProcess of(long pid) {
        return OS.getProcess((int) pid);
    }

    /** Sum of the user and system times of other processes; empty if one of them has ended. */
    static OptionalLong cpuNanos(List<Long> pids) {
        List<OSProcess> running = pids.stream()
                .map(ProcessUse::of)
                .filter(process -> process != null && process.getState() != OSProcess.State.INVALID)
                .toList();
        long millis = running.stream()
                .mapToLong(process -> process.getKernelTime() + process.getUserTime())
                .sum();
        return running.size() < pids.size()
                ? OptionalLong.empty()
                : OptionalLong.of(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    static long pageBytes() {
        return PAGE_BYTES;
    }

    static OperatingSystem os() {
        return OS;
    }
}
