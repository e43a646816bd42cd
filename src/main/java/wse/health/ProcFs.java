package wse.health;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

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

    /** Nanoseconds the thread was runnable but not running: second field of schedstat (Documentation/scheduler/sched-stats.rst). */
    static Long waitedNanos(String thread) {
        if (thread == null) {
            return null;
        }
        try {
            return Long.valueOf(
                    Files.readString(PROC.resolve(thread).resolve("schedstat")).split(" ")[1]);
        } catch (IOException endedOrHidden) {
            return null;
        }
    }
}
