package wse.health;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The few figures only Linux's {@code /proc} has; null on other systems, for they are additions to a judgement. */
final class ProcFs {

    private static final Path PROC = Path.of("/proc");
    private static final String ALLOWED_CORES = "Cpus_allowed_list:";

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

    /**
     * The time of each core so far, by its number, from {@code stat}; empty on other systems.
     *
     * <p>A core's line is {@code cpuN user nice system idle iowait irq softirq steal …}; what follows is part of the first two.
     */
    static Map<Integer, CoreTime> coreTimes() {
        try (Stream<String> lines = Files.lines(PROC.resolve("stat"))) {
            return lines.takeWhile(line -> line.startsWith("cpu"))
                    .skip(1) // the sum
                    .map(line -> line.split(" "))
                    .collect(Collectors.toMap(fields -> Integer.parseInt(fields[0].substring(3)), CoreTime::of));
        } catch (IOException | UncheckedIOException notLinux) {
            return Map.of();
        }
    }

    /** What the threads of a process have waited for a core so far, those that have ended left out; empty where unknown. */
    static OptionalLong coreWaitNanos(long processId) {
        try (Stream<Path> threads = Files.list(PROC.resolve(processId + "/task"))) {
            return OptionalLong.of(threads.map(thread -> coreWait(thread.toString()))
                    .filter(Objects::nonNull)
                    .mapToLong(CoreWait::nanos)
                    .sum());
        } catch (IOException | UncheckedIOException goneOrNotLinux) {
            return OptionalLong.empty();
        }
    }

    /** The cores that a thread or process may run on, from its {@code status}; empty if it has ended, and on other systems. */
    static List<Integer> allowedCores(String thread) {
        if (thread == null) {
            return List.of();
        }
        try (Stream<String> lines = Files.lines(PROC.resolve(thread).resolve("status"))) {
            return lines.filter(line -> line.startsWith(ALLOWED_CORES))
                    .flatMap(line -> Stream.of(
                            line.substring(ALLOWED_CORES.length()).strip().split(",")))
                    .flatMap(ProcFs::range)
                    .toList();
        } catch (IOException | UncheckedIOException endedOrHidden) {
            return List.of();
        }
    }

    /** @param text as in {@code "3"} or {@code "0-7"} */
    private static Stream<Integer> range(String text) {
        String[] ends = text.split("-");
        return IntStream.rangeClosed(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]))
                .boxed();
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

    /** Of one core so far, in ticks of the kernel's clock. */
    record CoreTime(long busyTicks, long allTicks) {

        private static final int IDLE = 4;
        private static final int IO_WAIT = 5;
        private static final int STEAL = 8;

        static CoreTime of(String[] fields) {
            long all = Stream.of(fields)
                    .skip(1)
                    .limit(STEAL)
                    .mapToLong(Long::parseLong)
                    .sum();
            return new CoreTime(all - Long.parseLong(fields[IDLE]) - Long.parseLong(fields[IO_WAIT]), all);
        }

        /** Share of the time since then, 0 to 1; a core that stood still was idle. */
        double busySince(CoreTime then) {
            return allTicks == then.allTicks ? 0 : (double) (busyTicks - then.busyTicks) / (allTicks - then.allTicks);
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
