package wse.child;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Restricts processes to some of the machine's cores, by the program {@code taskset} of util-linux. Cores have the numbers
 * of the Linux kernel. Stateless.
 */
public final class Affinity {

    private static final Path TASKSET = Path.of("/usr/bin/taskset");

    private Affinity() {}

    /** Whether processes can be restricted on this machine. */
    public static boolean isAvailable() {
        return Files.isExecutable(TASKSET);
    }

    /** The beginning of a command that starts a program on these cores only; empty for all cores. */
    public static List<String> prefix(List<Integer> cores) {
        return cores.isEmpty() ? List.of() : List.of(TASKSET.toString(), "-c", list(cores));
    }

    /**
     * Restricts all threads of this process, and those that they start later. Blocks until that is done.
     *
     * @throws IOException if it is not allowed; the message contains the reason
     */
    public static void restrictThisProcess(List<Integer> cores) throws IOException {
        Process taskset = new ProcessBuilder(
                        TASKSET.toString(),
                        "-a",
                        "-c",
                        "-p",
                        list(cores),
                        String.valueOf(ProcessHandle.current().pid()))
                .redirectErrorStream(true)
                .start();
        String output = new String(taskset.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (taskset.waitFor() != 0) {
                throw new IOException(output.strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static String list(List<Integer> cores) {
        return cores.stream().map(String::valueOf).collect(Collectors.joining(","));
    }
}
