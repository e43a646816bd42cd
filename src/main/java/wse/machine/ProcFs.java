package wse.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Reads files of Linux's {@code /proc}. Results are empty on other systems, and also if the file does not exist (any
 * more) or may not be read. Stateless.
 */
public final class ProcFs {

    private static final Path PROC = Path.of("/proc");
    private static final String ALLOWED_CORES = "Cpus_allowed_list:";

    private ProcFs() {}

    /** The path of the current thread below {@code /proc}. */
    public static Optional<String> currentThread() {
        try {
            return Optional.of(
                    Files.readSymbolicLink(PROC.resolve("thread-self")).toString());
        } catch (IOException | UnsupportedOperationException notLinux) {
            return Optional.empty();
        }
    }

    /** The paths of a process's threads below {@code /proc}. */
    public static Optional<List<String>> threadsOf(long processId) {
        try (Stream<Path> threads = Files.list(PROC.resolve(processId + "/task"))) {
            return Optional.of(threads.map(Path::toString).toList());
        } catch (IOException | UncheckedIOException goneOrNotLinux) {
            return Optional.empty();
        }
    }

    /**
     * Reads the whole text of a file.
     *
     * @param file path below {@code /proc}, such as {@code "net/sockstat"}
     */
    public static Optional<String> text(String file) {
        return text(file, Stream::toList).map(lines -> String.join("\n", lines));
    }

    /**
     * Applies a function to a file's lines, one at a time, because some files have a million lines. The file is read in
     * blocks: a file below {@code sys} answers only the first read, even if that asks for a single byte.
     *
     * @param file path below {@code /proc}
     */
    public static <T> Optional<T> text(String file, Function<Stream<String>, T> reader) {
        try (Stream<String> lines = Files.lines(PROC.resolve(file))) {
            return Optional.of(reader.apply(lines));
        } catch (IOException | UncheckedIOException notThere) {
            return Optional.empty();
        }
    }

    /**
     * The cores that a thread or process may run on, read from its {@code status}; empty if it has ended.
     *
     * @param thread path below {@code /proc}
     */
    public static List<Integer> allowedCores(String thread) {
        return text(
                        thread + "/status",
                        lines -> lines.filter(line -> line.startsWith(ALLOWED_CORES))
                                .flatMap(line -> Stream.of(line.substring(ALLOWED_CORES.length())
                                        .strip()
                                        .split(",")))
                                .flatMap(ProcFs::range)
                                .toList())
                .orElse(List.of());
    }

    /** @param text for example {@code "3"} or {@code "0-7"} */
    private static Stream<Integer> range(String text) {
        String[] ends = text.split("-");
        return IntStream.rangeClosed(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]))
                .boxed();
    }

    /** The words of a short file. */
    public static Optional<String[]> words(String file) {
        return text(file).map(text -> text.strip().split("\\s+"));
    }

    /** The first number of a short file. */
    public static OptionalLong number(String file) {
        return words(file)
                .map(words -> OptionalLong.of(Long.parseLong(words[0])))
                .orElse(OptionalLong.empty());
    }
}
