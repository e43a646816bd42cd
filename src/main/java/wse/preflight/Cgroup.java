package wse.preflight;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
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

    /** Free memory in bytes; null without a limit. Cached files count as free, because the kernel drops them on demand. */
    Long memoryLeft() {
        return least("memory", group -> {
            MachineLimits.Files bytes =
                    files(group, "memory.max", "memory.current", "memory.limit_in_bytes", "memory.usage_in_bytes");
            return bytes == null ? null : bytes.left() + cached(group);
        });
    }

    /** The limit and the number of threads and processes; null without a limit. */
    MachineLimits.Files tasks() {
        return groups("pids")
                .map(group -> files(group, "pids.max", "pids.current", "pids.max", "pids.current"))
                .filter(Objects::nonNull)
                .min((one, other) -> Long.compare(one.left(), other.left()))
                .orElse(null);
    }

    private Long least(String controller, Function<Path, Long> value) {
        return groups(controller)
                .map(value)
                .filter(Objects::nonNull)
                .min(Long::compare)
                .orElse(null);
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

    private static MachineLimits.Files files(Path group, String most, String now, String most1, String now1) {
        Long limit = Objects.requireNonNullElse(
                number(group, most), Objects.requireNonNullElse(number(group, most1), NO_LIMIT));
        Long used = number(group, now) == null ? number(group, now1) : number(group, now);
        return limit >= NO_LIMIT || used == null ? null : new MachineLimits.Files(limit, used);
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

    private static Long number(Path group, String file) {
        String text = text(group.resolve(file)).strip();
        return text.isEmpty() ? null : text.equals(UNLIMITED) ? Long.valueOf(NO_LIMIT) : Long.valueOf(text);
    }

    private static String text(Path file) {
        try {
            return String.join("\n", Files.readAllLines(file));
        } catch (IOException notThere) {
            return "";
        }
    }
}
