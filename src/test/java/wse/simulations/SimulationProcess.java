package wse.simulations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import wse.TestJvm;
import wse.measure.RunResult;
import wse.report.JsonReport;

/**
 * A simulation that Gatling runs in its own process, like the Maven plugin. For one thread. When it is closed, it checks that
 * the secrets of the run are in none of its files, nor in its output, nor in a command of a process that it has started.
 */
final class SimulationProcess implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 180;
    private static final String CLUSTER_SECRET = "clusterSecret";

    /** Signs the tokens for the embedded server; other tests put it where their server takes it. */
    static final String SECRET = "s3cret-0123456789-of-all-these-tests";

    private final Process process;
    private final Path directory;
    private final List<String> output = new ArrayList<>();
    private final List<String> secrets;
    private final Set<String> commands = ConcurrentHashMap.newKeySet();
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final Thread pump = new Thread(this::pump, "simulation-output");

    private SimulationProcess(Process process, Path directory, List<String> secrets) {
        this.process = process;
        this.secrets = secrets;
        this.directory = directory;
        pump.setDaemon(true);
        pump.start();
    }

    /** @param settings without the prefix {@code wse.}; secrets among them go through the environment */
    static SimulationProcess start(Class<?> simulation, Path directory, Map<String, String> settings) {
        List<String> command = TestJvm.command(
                "-Xmx512m",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "-Dwse.out=" + directory.resolve("wse"),
                "-Dgatling.core.directory.results=" + directory.resolve("gatling"));
        settings.forEach((key, value) -> {
            if (!key.equals(CLUSTER_SECRET)) {
                command.add("-Dwse." + key + "=" + value);
            }
        });
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.gatling.app.Gatling"));
        command.addAll(List.of(
                "-s", simulation.getName(), "-rf", directory.resolve("gatling").toString()));
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            String clusterSecret = settings.getOrDefault(CLUSTER_SECRET, SECRET);
            if (settings.containsKey(CLUSTER_SECRET)) {
                builder.environment().put("WSE_CLUSTER_SECRET", clusterSecret);
            }
            if (!settings.containsKey("host")) {
                builder.environment().put("WSE_SECRET", SECRET);
            }
            return new SimulationProcess(builder.start(), directory, List.of(SECRET, clusterSecret));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void pump() {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(line);
                process.descendants()
                        .forEach(child -> child.info().commandLine().ifPresent(commands::add));
            }
        } catch (IOException e) {
            lines.add("(output lost: " + e.getMessage() + ")");
        }
    }

    /** Waits for the first line from here on that contains the text. */
    void awaitLine(String text) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        for (long left = deadline - System.nanoTime(); left > 0; left = deadline - System.nanoTime()) {
            String line = lines.poll(Math.min(left, TimeUnit.SECONDS.toNanos(1)), TimeUnit.NANOSECONDS);
            if (line != null) {
                output.add(line);
                if (line.contains(text)) {
                    return;
                }
            } else if (!process.isAlive() && lines.isEmpty()) {
                break;
            }
        }
        throw new AssertionError("no line with '" + text + "' in:\n" + String.join("\n", output));
    }

    /** The exit status. */
    int await() throws InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("still running after " + PATIENCE_SECONDS + " s:\n" + output());
        }
        pump.join();
        return process.exitValue();
    }

    /** The whole output so far. */
    String output() {
        lines.drainTo(output);
        return String.join("\n", output);
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    /** The newest results. */
    RunResult results() {
        return JsonReport.parse(resultsText());
    }

    /** The newest {@code results.json} as it was written. */
    String resultsText() {
        try {
            return Files.readString(latest().resolve("results.json"));
        } catch (IOException e) {
            throw new UncheckedIOException("no results; the process said:\n" + output(), e);
        }
    }

    /** The directory of the newest run, to which {@code latest} points. */
    Path latest() {
        Path latest = directory.resolve("wse/latest");
        if (!Files.isDirectory(latest)) {
            throw new AssertionError("latest must lead to the newest run's directory:\n" + output());
        }
        return latest;
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        assertThat(output()).doesNotContain(secrets);
        assertThat(commands).noneMatch(this::hasSecret);
        try (Stream<Path> files = Files.walk(directory)) {
            assertThat(files.filter(Files::isRegularFile)).noneMatch(file -> hasSecret(text(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean hasSecret(String text) {
        return secrets.stream().anyMatch(text::contains);
    }

    /** Any file, byte by byte. */
    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
