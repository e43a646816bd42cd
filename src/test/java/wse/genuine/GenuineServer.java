package wse.genuine;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import wse.python.Command;
import wse.python.PythonEnvironment;
import wse.python.WseEnvironment;

/**
 * A genuine WSE server in its own process, on the loopback address. It ends with {@link #close()}, or with this process at
 * the latest: the launcher exits when its standard input is closed. Safe for use by several threads.
 */
public final class GenuineServer implements AutoCloseable {

    /** The published figures are those of 2.0.0. 2.5.1 limits pending handshakes and has the prefix inside the JSON. */
    public static final List<String> VERSIONS = Golden.VERSIONS;

    /** The secret of the published suite, so that any client of this protocol can connect. */
    public static final String SECRET = "bench-secret-key-for-testing-only";

    /**
     * @param maxConnections the largest number of connections; the server refuses any more
     * @param drain whether inbound messages go through the server's queue, as they did not for the published figures
     * @param maxPendingHandshakes how many handshakes may be under way; 0 for the server's own limit, which only the fork
     *     lets a test change
     */
    public record Options(int maxConnections, boolean drain, int maxPendingHandshakes) {
        public static final Options DEFAULT = new Options(100_000, false);

        public Options(int maxConnections, boolean drain) {
            this(maxConnections, drain, 0);
        }
    }

    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(15);
    private static final Duration KILL_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration METRICS_TIMEOUT = Duration.ofSeconds(10);
    private static final Map<String, Environment> ENVIRONMENTS = new ConcurrentHashMap<>();
    private static final Map<String, GenuineServer> SHARED = new ConcurrentHashMap<>();

    private final String version;
    private final Process process;
    private final int port;
    private final URI metricsUri;
    private final HttpClient http = HttpClient.newHttpClient();

    private GenuineServer(String version, Process process, Map<String, String> ready) {
        this.version = version;
        this.process = process;
        this.port = Integer.parseInt(ready.get("port"));
        this.metricsUri = URI.create("http://127.0.0.1:" + ready.get("metrics_port") + "/metrics");
    }

    /** Skips the calling test, with the reason in one sentence, if this version is not available on this machine. */
    public static void assumeAvailable(String version) {
        pythonOrSkip(version);
    }

    private static Path pythonOrSkip(String version) {
        Environment environment = ENVIRONMENTS.computeIfAbsent(version, Environment::look);
        Assumptions.assumeTrue(environment.python() != null, environment.missing());
        return environment.python();
    }

    /** Searched only once per process: without a network, each search would wait for pip's time-outs again. */
    private record Environment(Path python, String missing) {

        static Environment look(String version) {
            try {
                int end = version.lastIndexOf('-');
                String product = end < 0 ? "wse-server" : version.substring(0, end);
                return new Environment(WseEnvironment.python(product, version.substring(end + 1)), "");
            } catch (PythonEnvironment.Unavailable e) {
                String missing = "SKIPPED: tests against the genuine server " + version + ": " + e.getMessage();
                System.out.println(missing);
                return new Environment(null, missing);
            }
        }
    }

    /**
     * One server of this version for all tests of this process; it ends with the process. Do not close or freeze it, and
     * leave no connection silent on it for 60 s: that stops the whole server (golden/README.md).
     */
    public static GenuineServer shared(String version) {
        pythonOrSkip(version);
        return SHARED.computeIfAbsent(version, GenuineServer::start);
    }

    public static GenuineServer start(String version) {
        return start(version, Options.DEFAULT);
    }

    /** Starts a new server on free ports, which accepts connections when this returns. May skip the test, as above. */
    public static GenuineServer start(String version, Options options) {
        Path python = pythonOrSkip(version);
        try {
            return started(version, launch(python, options));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Process launch(Path python, Options options) throws IOException {
        Path home = python.getParent().getParent().getParent();
        // It may be in a jar, and tests in other processes start servers, too.
        Path launcher = home.resolve("launcher-" + ProcessHandle.current().pid() + ".py");
        try (InputStream in = WseEnvironment.launcher()) {
            Files.copy(in, launcher, StandardCopyOption.REPLACE_EXISTING);
        }
        ProcessBuilder builder = new ProcessBuilder(
                python.toString(),
                launcher.toString(),
                "--max-connections",
                String.valueOf(options.maxConnections()),
                "--drain",
                options.drain() ? "on" : "off",
                "--max-pending-handshakes",
                String.valueOf(options.maxPendingHandshakes()));
        builder.environment().put("WSE_SECRET", SECRET);
        builder.redirectError(home.resolve("server.log").toFile());
        Process process = builder.start();
        // A frozen launcher cannot notice that its input was closed.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        return process;
    }

    private static GenuineServer started(String version, Process process) {
        try {
            String line = CompletableFuture.supplyAsync(() -> readyLine(process))
                    .orTimeout(START_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
            Map<String, String> facts = Arrays.stream(line.split(" "))
                    .filter(part -> part.contains("="))
                    .map(part -> part.split("=", 2))
                    .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
            return new GenuineServer(version, process, facts);
        } catch (RuntimeException e) {
            process.destroyForcibly();
            throw new IllegalStateException(
                    "The genuine server must say that it is ready: version=" + version + "; its log is target/genuine/"
                            + version + "/server.log",
                    e);
        }
    }

    private static String readyLine(Process process) {
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        return out.lines()
                .filter(line -> line.startsWith("GENUINE READY "))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("It ended before it was ready"));
    }

    public String version() {
        return version;
    }

    public int port() {
        return port;
    }

    public long pid() {
        return process.pid();
    }

    /** Prometheus text with the genuine names. Counters that 2.0.0 does not have are missing. */
    public URI metricsUri() {
        return metricsUri;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** The current counters by name, without samples that have labels. */
    public Map<String, Double> metrics() {
        HttpRequest request =
                HttpRequest.newBuilder(metricsUri).timeout(METRICS_TIMEOUT).build();
        String body = http.sendAsync(request, HttpResponse.BodyHandlers.ofString())
                .join()
                .body();
        return body.lines()
                .filter(line -> !line.startsWith("#") && !line.contains("{") && line.contains(" "))
                .map(line -> line.split(" "))
                .collect(Collectors.toMap(pair -> pair[0], pair -> Double.valueOf(pair[1])));
    }

    /**
     * Stops every thread of the server (SIGSTOP) until {@link #resume()}; its sockets stay, and the kernel still accepts.
     * Returns when all threads have stopped, which may take a moment on a busy machine.
     */
    public void freeze() {
        signal("STOP");
        long deadline = System.nanoTime() + KILL_TIMEOUT.toNanos();
        while (!isStopped()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("the server must stop: pid=" + pid());
            }
            Thread.onSpinWait();
        }
    }

    /** On Linux, the state of a thread follows its name, which may contain spaces and parentheses (proc(5)). */
    private boolean isStopped() {
        try (Stream<Path> threads = Files.list(Path.of("/proc", String.valueOf(pid()), "task"))) {
            return threads.map(thread -> read(thread.resolve("stat")))
                    .allMatch(stat -> stat.startsWith(") T", stat.lastIndexOf(')')));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void resume() {
        signal("CONT");
    }

    private void signal(String name) {
        Command.Result result = Command.run(KILL_TIMEOUT, "kill", "-" + name, String.valueOf(pid()));
        if (result.exitCode() != 0) {
            throw new IllegalStateException("kill must reach the server: pid=" + pid() + ": " + result.lastLine());
        }
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            resume();
        }
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            process.destroyForcibly();
            throw new UncheckedIOException(e);
        }
        if (!Command.ended(process, STOP_TIMEOUT)) {
            process.destroyForcibly();
            throw new IllegalStateException("The server must end when its input is closed: pid=" + pid());
        }
    }
}
