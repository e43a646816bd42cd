package wse.simulations;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A process that a test has started, and the lines that it prints. For one thread. */
final class ProcessOutput implements AutoCloseable {

    private final Process process;
    private final Duration patience;
    private final List<String> read = new ArrayList<>();
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final Set<String> commands = ConcurrentHashMap.newKeySet();
    private final Thread pump = new Thread(this::pump, "process-output");

    private ProcessOutput(Process process, Duration patience) {
        this.process = process;
        this.patience = patience;
        pump.setDaemon(true);
        pump.start();
    }

    /** @param patience longest time to wait for a line or for the end of the process */
    static ProcessOutput of(ProcessBuilder builder, Duration patience) {
        try {
            return new ProcessOutput(builder.redirectErrorStream(true).start(), patience);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void pump() {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            reader.lines().forEach(this::printed);
        } catch (IOException | UncheckedIOException e) {
            lines.add("(output lost: " + e.getMessage() + ")");
        }
    }

    private void printed(String line) {
        lines.add(line);
        process.descendants().map(ProcessOutput::commandLine).forEach(commands::add);
    }

    /**
     * Read from the kernel: a {@link ProcessHandle} truncates a command line after one page, which the class path
     * fills.
     */
    static String commandLine(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc", String.valueOf(process.pid()), "cmdline"));
        } catch (IOException e) {
            return "ended meanwhile: " + e;
        }
    }

    /** The commands of those of its child processes that were running when it printed a line. */
    Set<String> commands() {
        return commands;
    }

    /** Waits for the first line from here on that contains the text. */
    void awaitLine(String text) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        for (long left = patience.toNanos(); left > 0; left = deadline - System.nanoTime()) {
            String line = lines.poll(Math.min(left, TimeUnit.SECONDS.toNanos(1)), TimeUnit.NANOSECONDS);
            if (line != null) {
                read.add(line);
                if (line.contains(text)) {
                    return;
                }
            } else if (!process.isAlive() && lines.isEmpty()) {
                break;
            }
        }
        throw new AssertionError("no line with '" + text + "' in:\n" + String.join("\n", read));
    }

    /** The exit status. */
    int await() throws InterruptedException {
        if (!process.waitFor(patience.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("still running after " + patience.toSeconds() + " s:\n" + text());
        }
        pump.join();
        return process.exitValue();
    }

    /** The whole output so far. */
    String text() {
        lines.drainTo(read);
        return String.join("\n", read);
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
