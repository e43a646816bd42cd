package wse.child;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * A Java process that this process starts and owns. Its options, secrets included, go through a pipe and never into an
 * argument. The child waits for the end of that pipe ({@link ParentPipe}). It therefore ends when {@link #close()} is
 * called, and also when this process dies, even if this process is killed. Ctrl-C does not reach the child: this process
 * ends it after collecting its results. Thread-safe.
 */
public final class ChildProcess implements AutoCloseable {

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);
    private static final int KEPT_LINES = 50;

    private final String name;
    private final Process process;
    private final Predicate<String> listener;
    private final Deque<String> output = new ArrayDeque<>();
    private final CompletableFuture<Void> drained = new CompletableFuture<>();
    /** Completes when the process is told to end, with the time by which it must have ended. */
    private final CompletableFuture<Long> endsUntilNanos = new CompletableFuture<>();

    private ChildProcess(String name, Process process, Predicate<String> listener) {
        this.name = name;
        this.process = process;
        this.listener = listener;
        Thread pump = new Thread(this::pump, "wse-" + name + "-output");
        pump.setDaemon(true);
        pump.start();
    }

    /**
     * Starts a process.
     *
     * @param name used in messages, such as {@code "server"}
     * @param command built by {@link ChildJvm}
     * @param input what the process reads first from its standard input
     * @param listener receives each line of its output, on a separate thread; returns true for a line that need not be
     *     kept
     * @throws UncheckedIOException if it cannot be started
     * @throws IllegalStateException if it ends before it has read its input
     */
    public static ChildProcess start(String name, List<String> command, String input, Predicate<String> listener) {
        ChildProcess child;
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        ChildEnvironment.limit(builder.environment());
        try {
            child = new ChildProcess(name, builder.start(), listener);
        } catch (IOException e) {
            throw new UncheckedIOException("the Java process of the " + name + " cannot be started", e);
        }
        child.tell(input);
        return child;
    }

    private void tell(String input) {
        try {
            OutputStream in = process.getOutputStream();
            in.write(input.getBytes(StandardCharsets.UTF_8));
            in.flush();
        } catch (IOException e) {
            close();
            throw new IllegalStateException(
                    "the " + name + " process ended before it had read its options: " + said(), e);
        }
    }

    private void pump() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            lines.lines()
                    .filter(line -> !JvmOptions.isNotice(line) && !listener.test(line))
                    .forEach(this::keep);
        } catch (UncheckedIOException | IOException e) {
            keep("(further output could not be read: " + e.getMessage() + ")");
        }
        drained.complete(null);
    }

    private void keep(String line) {
        synchronized (output) {
            output.add(line);
            if (output.size() > KEPT_LINES) {
                output.remove();
            }
        }
    }

    /** The name that was given to {@link #start}. */
    public String name() {
        return name;
    }

    /** Its process id. */
    public long pid() {
        return process.pid();
    }

    /** Whether the process is running. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** The last lines of its output, for an error message. */
    public String said() {
        synchronized (output) {
            return String.join(System.lineSeparator(), output);
        }
    }

    /** How it ended and the last lines of its output; empty while it is running. */
    public Optional<String> loss() {
        return process.isAlive()
                ? Optional.empty()
                : Optional.of(name + " process " + pid() + " ended with status " + process.exitValue()
                        + (said().isEmpty() ? "" : ": " + said()));
    }

    /** Completes when the process has ended and all its output has been read. */
    public CompletableFuture<ChildProcess> onExit() {
        return process.onExit().thenCombine(drained, (gone, nothing) -> this);
    }

    /** Tells the process to end; does not wait for it. */
    public void end() {
        endsUntilNanos.complete(System.nanoTime() + STOP_TIMEOUT.toNanos());
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // The pipe is already broken: the child has ended or is about to.
            process.destroy();
        }
    }

    /**
     * Ends the process and waits for it; kills it if it does not end in time. The time-out starts when the process is
     * told to end, so to close many processes, tell all of them to end first. May be called twice.
     */
    @Override
    public void close() {
        end();
        try {
            if (!process.waitFor(endsUntilNanos.join() - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
