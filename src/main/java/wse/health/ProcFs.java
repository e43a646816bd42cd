package wse.health;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The few figures only Linux's {@code /proc} has; null on other systems, for they are additions to a judgement. */
final class ProcFs {

    private static final Path PROC = Path.of("/proc");

    private ProcFs() {}

    /** The current thread, as a path below {@code /proc}. */
    static String currentThread() {
        try {
            return Files.readSymbolicLink(PROC.resolve("thread-self")).toString();
        } catch (IOException | UnsupportedOperationException notLinux) {
            return null;
        }
    }

    /** The lines of {@code net/netstat}, of this process's network namespace; none on other systems. */
    static List<String> netstat() {
        try {
            return Files.readAllLines(PROC.resolve("net/netstat"));
        } catch (IOException notLinux) {
            return List.of();
        }
    }

    /** From the thread's schedstat (Documentation/scheduler/sched-stats.rst); null if it has ended. */
    static CoreWait coreWait(String thread) {
        if (thread == null) {
            return null;
        }
        try {
            String[] fields = Files.readString(PROC.resolve(thread).resolve("schedstat"))
                    .strip()
                    .split(" ");
            return new CoreWait(Long.parseLong(fields[1]), Long.parseLong(fields[2]));
        } catch (IOException endedOrHidden) {
            return null;
        }
    }

    /**
     * What a thread has waited for a core so far.
     *
     * @param nanos runnable, but not running
     * @param times it got a core
     */
    record CoreWait(long nanos, long times) {}
}
