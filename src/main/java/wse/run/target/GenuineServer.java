package wse.run.target;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import wse.child.Affinity;
import wse.config.BadInputException;
import wse.config.Config;
import wse.config.ServerKind;
import wse.config.SuiteSettings;
import wse.python.Command;
import wse.python.PythonEnvironment;
import wse.python.WseEnvironment;

/**
 * A genuine wse-server in a process of its own, which is started and ended for the run. The process also ends when this one
 * dies, because its standard input is closed then.
 */
final class GenuineServer implements TestedServer {

    private static final String HOST = "127.0.0.1";
    private static final String LAUNCHER = "launcher.py";
    private static final String READY = "GENUINE READY ";
    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);

    private final ServerKind kind;
    private final Process process;
    private final int port;
    private final URI metrics;
    private final AtomicBoolean ending = new AtomicBoolean();

    private GenuineServer(ServerKind kind, Process process, Map<String, String> facts) {
        this.kind = kind;
        this.process = process;
        this.port = Integer.parseInt(facts.get("port"));
        this.metrics = URI.create("http://" + HOST + ":" + facts.get("metrics_port") + "/metrics");
    }

    /**
     * Installs the server, if this is the first time, and starts it.
     *
     * @param cores the cores that it may use; empty for all
     * @throws BadInputException if this machine lacks something that it needs, or if it does not start
     */
    static GenuineServer start(Config config, List<Integer> cores) {
        ServerKind kind = config.get(SuiteSettings.SERVER);
        Path python = python(kind);
        Path home = python.getParent().getParent().getParent();
        try {
            Process process = launch(config, cores, python, home);
            return new GenuineServer(kind, process, facts(kind, process, home));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path python(ServerKind kind) {
        try {
            return WseEnvironment.python(kind.product(), kind.version());
        } catch (PythonEnvironment.Unavailable e) {
            throw new BadInputException(
                    "wse.server=" + kind.label() + " starts a genuine server, which this machine cannot run: "
                            + e.getMessage() + "; without wse.server, the run starts the reference server");
        }
    }

    private static Process launch(Config config, List<Integer> cores, Path python, Path home) throws IOException {
        Path launcher = home.resolve(LAUNCHER);
        try (InputStream in = WseEnvironment.launcher()) {
            Files.copy(in, launcher, StandardCopyOption.REPLACE_EXISTING);
        }
        List<String> command = new ArrayList<>(Affinity.prefix(cores));
        command.addAll(List.of(
                python.toString(),
                launcher.toString(),
                "--max-connections",
                String.valueOf(config.target().serverMaxConnections())));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("WSE_SECRET", config.target().secret().reveal());
        builder.redirectError(home.resolve("server.log").toFile());
        return builder.start();
    }

    private static Map<String, String> facts(ServerKind kind, Process process, Path home) {
        try {
            return CompletableFuture.supplyAsync(() -> readyLine(process))
                    .orTimeout(START_TIMEOUT.toSeconds(), TimeUnit.SECONDS)
                    .thenApply(line -> Arrays.stream(line.split(" "))
                            .filter(part -> part.contains("="))
                            .map(part -> part.split("=", 2))
                            .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1])))
                    .join();
        } catch (CompletionException e) {
            process.destroyForcibly();
            throw new BadInputException(name(kind) + " must be ready within "
                    + START_TIMEOUT.toSeconds() + " s, but it was not; its log is "
                    + home.resolve("server.log"));
        }
    }

    private static String readyLine(Process process) {
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        return out.lines()
                .filter(line -> line.startsWith(READY))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("it ended before it was ready"));
    }

    @Override
    public String host() {
        return HOST;
    }

    @Override
    public List<ServerAddress> addresses() {
        return List.of(ServerAddress.of(HOST, port));
    }

    /** It has no other address. */
    @Override
    public TestedServer at(List<ServerAddress> others) {
        return this;
    }

    @Override
    public List<URI> metricsUris() {
        return List.of(metrics);
    }

    @Override
    public List<Long> processIds() {
        return List.of(process.pid());
    }

    @Override
    public List<String> losses() {
        return ending.get() || process.isAlive() ? List.of() : List.of(loss());
    }

    private String loss() {
        return name(kind) + " ended by itself";
    }

    @Override
    public void onLoss(Consumer<String> listener) {
        process.onExit().thenRun(() -> {
            if (!ending.get()) {
                listener.accept(loss());
            }
        });
    }

    @Override
    public String name(String version) {
        return name(kind);
    }

    private static String name(ServerKind kind) {
        return kind.product() + " " + kind.version();
    }

    @Override
    public void close() {
        if (ending.compareAndSet(false, true)) {
            try {
                process.getOutputStream().close();
            } catch (IOException broken) {
                process.destroyForcibly();
            }
            if (!Command.ended(process, STOP_TIMEOUT)) {
                process.destroyForcibly();
            }
        }
    }
}
