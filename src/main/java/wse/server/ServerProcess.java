package wse.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A {@link ReferenceServer} in a Java process of its own, so that the load and the server do not share a heap, a collector
 * or a JIT compiler. The child ends with {@link #close()}, and by itself when this process dies, killed or not: it reads
 * the pipe whose other end is here. Options and secret go through that pipe, never into an argument. Thread-safe.
 */
public final class ServerProcess implements AutoCloseable {

    /** From the start of the process to its ready line; a cold JVM on a busy machine takes a few seconds. */
    public static final Duration START_TIMEOUT = Duration.ofSeconds(30);

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);
    private static final int KEPT_LINES = 50;

    private final Process process;
    private final Deque<String> output = new ArrayDeque<>();
    private final CompletableFuture<Ready> ready = new CompletableFuture<>();

    private record Ready(int port, URI metricsUri) {}

    private ServerProcess(Process process) {
        this.process = process;
        Thread pump = new Thread(this::pump, "wse-server-output");
        pump.setDaemon(true);
        pump.start();
    }

    /**
     * Starts a server and waits until it listens.
     *
     * @throws IllegalStateException if it does not come up within {@link #START_TIMEOUT}; the message holds what it said
     */
    public static ServerProcess start(ServerOptions options) {
        ServerProcess server;
        try {
            server = new ServerProcess(new ProcessBuilder(command(options))
                    .redirectErrorStream(true)
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException("the server's Java process cannot be started", e);
        }
        try {
            server.sendOptions(options);
            server.awaitReady();
            return server;
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private static List<String> command(ServerOptions options) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ChildJvm.flags(options));
        command.addAll(List.of("-cp", ChildJvm.classPath()));
        command.add(ServerChild.class.getName());
        return command;
    }

    private void sendOptions(ServerOptions options) {
        StringWriter text = new StringWriter();
        try {
            ServerProperties.write(options).store(text, null);
            OutputStream in = process.getOutputStream();
            in.write((text + "\n").getBytes(StandardCharsets.UTF_8));
            in.flush();
        } catch (IOException e) {
            throw new IllegalStateException("the server ended before it took its options: " + said(), e);
        }
    }

    private void pump() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            lines.lines().forEach(this::line);
        } catch (UncheckedIOException | IOException e) {
            line("(output lost: " + e.getMessage() + ")");
        }
        ready.completeExceptionally(new IOException("it ended"));
    }

    private void line(String line) {
        if (line.startsWith(ServerChild.READY)) {
            String[] words = line.split("[ =]");
            ready.complete(new Ready(Integer.parseInt(words[2]), URI.create(words[4])));
            return;
        }
        synchronized (output) {
            output.add(line);
            if (output.size() > KEPT_LINES) {
                output.remove();
            }
        }
    }

    private void awaitReady() {
        try {
            ready.get(START_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the server was starting", e);
        } catch (ExecutionException | TimeoutException e) {
            String why = e instanceof TimeoutException ? "not ready after " + START_TIMEOUT : "it ended";
            throw new IllegalStateException("the embedded server did not start (" + why + "): " + said(), e);
        }
    }

    /** The port that clients connect to. */
    public int port() {
        return ready.join().port();
    }

    /** Where its counters are. */
    public URI metricsUri() {
        return ready.join().metricsUri();
    }

    /** Of the process, to measure it by. */
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
    Optional<String> loss() {
        return process.isAlive()
                ? Optional.empty()
                : Optional.of("server process " + pid() + " ended with status " + process.exitValue()
                        + (said().isEmpty() ? "" : ": " + said()));
    }

    /** Completes when the process is gone. */
    CompletableFuture<ServerProcess> onExit() {
        return process.onExit().thenApply(gone -> this);
    }

    /** Tells the server to end, and does not wait. */
    void end() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // The pipe is broken already: the child has ended or is about to, and is waited for all the same.
            process.destroy();
        }
    }

    /** Ends the server and waits until it is gone; kills it if it does not go. Can be called twice. */
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
