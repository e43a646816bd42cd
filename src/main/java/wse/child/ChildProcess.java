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
 * A Java process of our own. What it is to know, secrets too, goes through a pipe, never into an argument; and it is to
 * read that pipe to its end, so that it ends with {@link #close()}, and by itself when this process dies, killed or not.
 * Ctrl-C does not reach it: it is this process that ends it, when its work can be told. Thread-safe.
 */
public final class ChildProcess implements AutoCloseable {

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);
    private static final int KEPT_LINES = 50;

    private final String name;
    private final Process process;
    private final Predicate<String> listener;
    private final Deque<String> output = new ArrayDeque<>();
    private final CompletableFuture<Void> drained = new CompletableFuture<>();

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
     * @param name what it is, as in {@code "server"}
     * @param command as {@link ChildJvm} makes it
     * @param input what it reads first, from its standard input
     * @param listener takes each line of its output, on a thread of its own; what it returns true for is not kept
     * @throws UncheckedIOException if it cannot be started
     * @throws IllegalStateException if it ends before it has taken its input
     */
    public static ChildProcess start(String name, List<String> command, String input, Predicate<String> listener) {
        ChildProcess child;
        try {
            child = new ChildProcess(
                    name, new ProcessBuilder(command).redirectErrorStream(true).start(), listener);
        } catch (IOException e) {
            throw new UncheckedIOException("the " + name + "'s Java process cannot be started", e);
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
            throw new IllegalStateException("the " + name + " ended before it took its options: " + said(), e);
        }
    }

    private void pump() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            lines.lines().filter(line -> !listener.test(line)).forEach(this::keep);
        } catch (UncheckedIOException | IOException e) {
            keep("(output lost: " + e.getMessage() + ")");
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

    /** What it was started as. */
    public String name() {
        return name;
    }

    /** To measure it by. */
    public long pid() {
        return process.pid();
    }

    /** Whether the process is still there. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** The last lines it wrote, for an error message. */
    public String said() {
        synchronized (output) {
            return String.join(System.lineSeparator(), output);
        }
    }

    /** How it ended and the last thing it said; empty while it is there. */
    public Optional<String> loss() {
        return process.isAlive()
                ? Optional.empty()
                : Optional.of(name + " process " + pid() + " ended with status " + process.exitValue()
                        + (said().isEmpty() ? "" : ": " + said()));
    }

    /** Completes when the process is gone and all it said is read. */
    public CompletableFuture<ChildProcess> onExit() {
        return process.onExit().thenCombine(drained, (gone, nothing) -> this);
    }

    /** Tells the process to end, and does not wait. */
    public void end() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // The pipe is broken already: the child has ended or is about to, and is waited for all the same.
            process.destroy();
        }
    }

    /** Ends the process and waits until it is gone; kills it if it does not go. Can be called twice. */
    @Override
    public void close() {
        end();
        try {
            if (!process.waitFor(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
