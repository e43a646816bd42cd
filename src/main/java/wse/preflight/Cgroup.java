package wse.preflight;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * How much memory and how many tasks a container still allows its processes, according to version 1 or 2 of Linux's
 * control groups. The limits of all groups above apply too, so the smallest one counts.
 *
 * @param root directory where the control groups are mounted
 * @param membership text of {@code /proc/self/cgroup}
 */
record Cgroup(Path root, String membership) {

    static final Cgroup OF_THIS_PROCESS = new Cgroup(Path.of("/sys/fs/cgroup"), ofThisProcess());

    private static final String UNLIMITED = "max";

    /** Without a limit, version 1 reports the largest possible number of pages. */
    private static final long NO_LIMIT = 1L << 62;

    private static String ofThisProcess() {
        try {
            return Files.readString(Path.of("/proc/self/cgroup"));
        } catch (IOException elsewhere) {
            return "";
        }
    }

    /** Free memory in bytes; empty without a limit. Cached files count as free, because the kernel drops them on demand. */
    OptionalLong memoryLeft() {
        return groups("memory")
                .flatMapToLong(group -> memoryLeft(group).stream())
                .min();
    }

    private static OptionalLong memoryLeft(Path group) {
        return files(group, "memory.max", "memory.current", "memory.limit_in_bytes", "memory.usage_in_bytes").stream()
                .mapToLong(bytes -> bytes.left() + cached(group))
                .findFirst();
    }

    /** The limit and the number of threads and processes; empty without a limit. */
    Optional<MachineLimits.Files> tasks() {
        return groups("pids")
                .flatMap(group -> files(group, "pids.max", "pids.current", "pids.max", "pids.current").stream())
                .min(Comparator.comparingLong(MachineLimits.Files::left));
    }

    /** The group of this process and all groups above it. Inside a container, its own group is the root. */
    private Stream<Path> groups(String controller) {
        List<Path> groups = new ArrayList<>();
        for (String line : membership.lines().toList()) {
            String[] parts = line.split(":", 3);
            boolean v2 = parts[1].isEmpty();
            if (v2 || List.of(parts[1].split(",")).contains(controller)) {
                Path top = v2 ? root : root.resolve(parts[1]);
                Path group = top.resolve("." + parts[2]).normalize();
                for (; group != null && group.startsWith(top); group = group.getParent()) {
                    groups.add(group);
                }
            }
        }
        return groups.stream().filter(Files::isDirectory);
    }

    private static Optional<MachineLimits.Files> files(Path group, String most, String now, String most1, String now1) {
        long limit = number(group, most).or(() -> number(group, most1)).orElse(NO_LIMIT);
        return limit >= NO_LIMIT
                ? Optional.empty()
                : number(group, now).or(() -> number(group, now1)).map(used -> new MachineLimits.Files(limit, used));
    }

    private static long cached(Path group) {
        return text(group.resolve("memory.stat"))
                .lines()
                .filter(line -> line.startsWith("inactive_file ") || line.startsWith("total_inactive_file "))
                .mapToLong(line ->
                        Long.parseLong(line.substring(line.indexOf(' ') + 1).strip()))
                .max()
                .orElse(0);
    }

    private static Optional<Long> number(Path group, String file) {
        return Optional.of(text(group.resolve(file)).strip())
                .filter(text -> !text.isEmpty())
                .map(text -> text.equals(UNLIMITED) ? NO_LIMIT : Long.parseLong(text));
    }

    private static String text(Path file) {
        try {
            return String.join("\n", Files.readAllLines(file));
        } catch (IOException notThere) {
            return "";
        }
    }
}
