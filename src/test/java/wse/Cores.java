package wse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;

/** Binds processes and threads to cores, on Linux, with the command {@code taskset}. */
public final class Cores {

    private Cores() {}

    /** Binds a process with all its threads to one core. */
    public static void pin(long pid, int core) {
        taskset("-a", "-c", "-p", Integer.toString(core), Long.toString(pid));
    }

    /** Binds the only thread of an executor in this process to one core; other threads are not affected. */
    public static void pin(ExecutorService singleThread, int core) {
        try {
            long thread = singleThread.submit(Cores::ownThread).get();
            taskset("-c", "-p", Integer.toString(core), Long.toString(thread));
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("the thread could not be asked for its id", e);
        }
    }

    private static long ownThread() throws IOException {
        return Long.parseLong(Files.readSymbolicLink(Path.of("/proc/thread-self"))
                .getFileName()
                .toString());
    }

    /** Starts a process that only uses up a core; the caller must destroy it. */
    public static Process spinner(int core) {
        try {
            return new ProcessBuilder("taskset", "-c", Integer.toString(core), "sh", "-c", "while :; do :; done")
                    .start();
        } catch (IOException e) {
            throw new IllegalStateException("this test needs the commands taskset and sh", e);
        }
    }

    private static void taskset(String... arguments) {
        try {
            ProcessBuilder taskset = new ProcessBuilder(arguments)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.INHERIT);
            taskset.command().add(0, "taskset");
            if (taskset.start().waitFor() != 0) {
                throw new IllegalStateException("taskset failed: " + taskset.command());
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("this test needs the command taskset", e);
        }
    }
}
