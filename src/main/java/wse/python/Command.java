package wse.python;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs one short command to its end. */
public final class Command {

    /** The exit code if no process could be started: a shell's "command not found". */
    private static final int NOT_FOUND = 127;

    /** @param output standard output and standard error, in the order in which they came */
    public record Result(int exitCode, String output) {

        public String lastLine() {
            return output.strip().lines().reduce((first, second) -> second).orElse("no output");
        }
    }

    private Command() {}

    public static Result run(Duration timeout, String... command) {
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
        } catch (IOException e) {
            return new Result(NOT_FOUND, e.getMessage());
        }
        CompletableFuture<String> output = CompletableFuture.supplyAsync(() -> read(process));
        if (!ended(process, timeout)) {
            process.destroyForcibly();
            return new Result(-1, String.join(" ", command) + ": not done within " + timeout);
        }
        return new Result(process.exitValue(), output.join());
    }

    private static String read(Process process) {
        try {
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static boolean ended(Process process, Duration timeout) {
        try {
            return process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for pid=" + process.pid(), e);
        }
    }
}
