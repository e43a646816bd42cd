package wse.foreign;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import wse.python.Command;

/**
 * A server made of npm packages, in its own process, on the loopback address. The packages are installed once, below {@code
 * target/npm}, and then kept. It ends with {@link #close()}, or with this process at the latest: its script exits when its
 * standard input is closed.
 */
public final class NpmServer implements AutoCloseable {

    private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(20);
    private static final Duration INSTALL_TIMEOUT = Duration.ofMinutes(2);
    private static final Duration START_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);
    private static final String READY = "READY port=";

    private final Process process;
    private final int port;

    private NpmServer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** A GraphQL server of the packages graphql-ws, ws and graphql. */
    public static NpmServer graphQl() {
        return start("graphql-server", "graphql-ws@6.0.6", "ws@8.18.3", "graphql@16.11.0");
    }

    /**
     * Installs the packages, if this is the first time, and starts a server. Skips the calling test, with the reason in one
     * sentence, if this machine has no Node.js or cannot install them.
     *
     * @param name of the script below {@code /foreign}, without its ending
     * @param packages with their versions, as npm takes them
     */
    public static NpmServer start(String name, String... packages) {
        Path home = Path.of("target", "npm", name).toAbsolutePath();
        assumeTrue(name, Command.run(PROBE_TIMEOUT, "npm", "--version"), "npm is needed");
        assumeTrue(name, installed(home, packages), "npm could not install " + String.join(" ", packages));
        try {
            Process process = launch(home, name);
            return new NpmServer(process, readyPort(process));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void assumeTrue(String name, Command.Result result, String needed) {
        String missing = "SKIPPED: tests against " + name + ": " + needed + ": " + result.lastLine();
        if (result.exitCode() != 0) {
            System.out.println(missing);
        }
        Assumptions.assumeTrue(result.exitCode() == 0, missing);
    }

    /** The marker is written last, so that an interrupted installation is repeated. */
    private static Command.Result installed(Path home, String... packages) {
        Path marker = home.resolve("complete");
        try {
            Files.createDirectories(home);
            try (FileChannel channel = FileChannel.open(
                            home.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                assert lock.isValid();
                if (Files.exists(marker) && Files.readString(marker).equals(String.join(" ", packages))) {
                    return new Command.Result(0, "");
                }
                List<String> command = new ArrayList<>(List.of(
                        "npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", home.toString()));
                command.addAll(List.of(packages));
                Command.Result result = Command.run(INSTALL_TIMEOUT, command.toArray(String[]::new));
                if (result.exitCode() == 0) {
                    Files.writeString(marker, String.join(" ", packages));
                }
                return result;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Process launch(Path home, String name) throws IOException {
        Path script = home.resolve(name + "-" + ProcessHandle.current().pid() + ".mjs");
        try (InputStream in = NpmServer.class.getResourceAsStream("/foreign/" + name + ".mjs")) {
            Files.copy(in, script, StandardCopyOption.REPLACE_EXISTING);
        }
        Process process = new ProcessBuilder("node", script.toString())
                .redirectError(home.resolve("server.log").toFile())
                .start();
        script.toFile().deleteOnExit();
        return process;
    }

    private static int readyPort(Process process) {
        return CompletableFuture.supplyAsync(() -> {
                    BufferedReader out =
                            new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
                    return out.lines()
                            .filter(line -> line.startsWith(READY))
                            .map(line -> Integer.parseInt(line.substring(READY.length())))
                            .findFirst()
                            .orElseThrow(() -> new IllegalStateException("the server ended before it was ready"));
                })
                .orTimeout(START_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                .join();
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
        if (!Command.ended(process, STOP_TIMEOUT)) {
            process.destroyForcibly();
        }
    }
}
