package wse.foreign;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Assumptions;
import wse.python.Command;

/**
 * A server that is not ours, in its own process, on the loopback address. It ends with {@link #close()}, or with this process
 * at the latest.
 */
public final class ForeignServer implements AutoCloseable {

    private static final Duration START_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);
    private static final String READY = "READY port=";

    private final Process process;
    private final int port;

    private ForeignServer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts a server that prints its port, and that exits when its standard input is closed. */
    static ForeignServer printingItsPort(ProcessBuilder builder) {
        Process process = started(builder);
        String line = awaitLine(process, text -> text.startsWith(READY));
        return new ForeignServer(process, Integer.parseInt(line.substring(READY.length())));
    }

    /** Starts a server that listens on this port, and prints a line with this text when it is ready. */
    static ForeignServer on(int port, ProcessBuilder builder, String ready) {
        Process process = started(builder);
        awaitLine(process, text -> text.contains(ready));
        return new ForeignServer(process, port);
    }

    private static Process started(ProcessBuilder builder) {
        try {
            Process process = builder.start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String awaitLine(Process process, Predicate<String> ready) {
        CompletableFuture<String> found = new CompletableFuture<>();
        Thread reader = new Thread(() -> readAll(process, ready, found), "output of a foreign server");
        reader.setDaemon(true);
        reader.start();
        try {
            return found.orTimeout(START_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        } catch (RuntimeException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    /** Continues to read after the line, because a server whose output nobody reads would block. */
    private static void readAll(Process process, Predicate<String> ready, CompletableFuture<String> found) {
        BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        try {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (ready.test(line)) {
                    found.complete(line);
                }
            }
        } catch (IOException closed) {
            // Ending a process closes its streams, even while this thread is reading. By then, it was ready long ago.
            found.completeExceptionally(closed);
        }
        found.completeExceptionally(new IllegalStateException("the server ended before it was ready"));
    }

    /** Skips the calling test, with the reason in one sentence, unless a condition holds. */
    static void assumeTrue(boolean condition, String server, String needed) {
        String missing = "SKIPPED: tests against " + server + ": " + needed;
        if (!condition) {
            System.out.println(missing);
        }
        Assumptions.assumeTrue(condition, missing);
    }

    public int port() {
        return port;
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
        } catch (IOException broken) {
            process.destroyForcibly();
        }
        process.destroy();
        if (!Command.ended(process, STOP_TIMEOUT)) {
            process.destroyForcibly();
        }
    }
}
