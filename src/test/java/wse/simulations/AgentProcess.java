package wse.simulations;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import wse.TestJvm;

/** {@code wse-stress agent} in its own process, as on another machine. For one thread. */
final class AgentProcess implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 60;

    private final Process process;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final List<String> output = new ArrayList<>();

    private AgentProcess(Process process) {
        this.process = process;
        Thread pump = new Thread(this::pump, "agent-output");
        pump.setDaemon(true);
        pump.start();
    }

    static AgentProcess start(String secret, String... arguments) throws IOException {
        return start(List.of(), secret, arguments);
    }

    /** Starts an agent as on a machine that allows this many descriptors. */
    static AgentProcess startSmall(int descriptors, String secret, String... arguments) throws IOException {
        String limited = "ulimit -n " + descriptors + "; exec \"$@\"";
        return start(List.of("/bin/sh", "-c", limited, "small"), secret, arguments);
    }

    private static AgentProcess start(List<String> before, String secret, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(before);
        command.addAll(
                TestJvm.command("-Xmx256m", "-cp", System.getProperty("java.class.path"), "wse.cli.Main", "agent"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("WSE_CLUSTER_SECRET", secret);
        return new AgentProcess(builder.start());
    }

    private void pump() {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            reader.lines().forEach(lines::add);
        } catch (IOException | UncheckedIOException e) {
            lines.add("(output lost: " + e.getMessage() + ")");
        }
    }

    /** Waits for the first line from here on that contains the text. */
    void awaitLine(String text) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        for (long left = deadline - System.nanoTime(); left > 0; left = deadline - System.nanoTime()) {
            String line = lines.poll(left, TimeUnit.NANOSECONDS);
            if (line != null) {
                output.add(line);
                if (line.contains(text)) {
                    return;
                }
            }
        }
        throw new AssertionError("no line with '" + text + "' in:\n" + String.join("\n", output));
    }

    /** The exit status. */
    int await() throws InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("still running after " + PATIENCE_SECONDS + " s");
        }
        return process.exitValue();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Sends SIGTERM. */
    void stop() {
        process.toHandle().destroy();
    }

    void kill() {
        process.destroyForcibly();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
