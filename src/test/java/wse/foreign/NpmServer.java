package wse.foreign;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import wse.python.Command;

/** Servers made of npm packages. All packages are installed together, once, below {@code target/npm}, and then kept. */
public final class NpmServer {

    private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(20);
    private static final Duration INSTALL_TIMEOUT = Duration.ofMinutes(2);
    private static final List<String> PACKAGES =
            List.of("graphql@16.11.0", "graphql-ws@6.0.6", "socket.io@4.8.3", "stomp-broker-js@1.3.0", "ws@8.18.3");

    private static final Path HOME = Path.of("target", "npm").toAbsolutePath();

    /** Determined only once, because without a network, each attempt would wait for npm's time-outs again. */
    private static final class Installation {

        private static final Command.Result RESULT = installed();
    }

    private NpmServer() {}

    /** Sends everything back: package ws. */
    public static ForeignServer echo() {
        return start("echo-server");
    }

    /** GraphQL over WebSocket: packages graphql-ws, ws and graphql. */
    public static ForeignServer graphQl() {
        return start("graphql-server");
    }

    /** Socket.IO 4: package socket.io. */
    public static ForeignServer socketIo() {
        return start("socket.io-server");
    }

    /** STOMP 1.1: package stomp-broker-js. */
    public static ForeignServer stomp() {
        return start("stomp-server");
    }

    /**
     * Starts a server. Skips the calling test, with the reason in one sentence, if this machine has no Node.js or cannot
     * install the packages.
     *
     * @param name of the script below {@code /foreign}, without its ending
     */
    private static ForeignServer start(String name) {
        Command.Result installation = Installation.RESULT;
        ForeignServer.assumeTrue(
                installation.exitCode() == 0,
                name,
                "npm must be able to install " + String.join(" ", PACKAGES) + ": " + installation.lastLine());
        try {
            return ForeignServer.printingItsPort(
                    new ProcessBuilder("node", script(name).toString())
                            .redirectError(HOME.resolve(name + ".log").toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path script(String name) throws IOException {
        Path script = HOME.resolve(name + "-" + ProcessHandle.current().pid() + ".mjs");
        try (InputStream in = NpmServer.class.getResourceAsStream("/foreign/" + name + ".mjs")) {
            Files.copy(in, script, StandardCopyOption.REPLACE_EXISTING);
        }
        script.toFile().deleteOnExit();
        return script;
    }

    /** The marker is written last, so that an interrupted installation is repeated. */
    private static Command.Result installed() {
        Path marker = HOME.resolve("complete");
        String packages = String.join(" ", PACKAGES);
        Command.Result probe = Command.run(PROBE_TIMEOUT, "npm", "--version");
        if (probe.exitCode() != 0) {
            return probe;
        }
        try {
            Files.createDirectories(HOME);
            try (FileChannel channel = FileChannel.open(
                            HOME.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                assert lock.isValid();
                if (Files.exists(marker) && Files.readString(marker).equals(packages)) {
                    return new Command.Result(0, "");
                }
                Command.Result result = Command.run(INSTALL_TIMEOUT, install());
                if (result.exitCode() == 0) {
                    Files.writeString(marker, packages);
                }
                return result;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String[] install() {
        Stream<String> command =
                Stream.of("npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", HOME.toString());
        return Stream.concat(command, PACKAGES.stream()).toArray(String[]::new);
    }
}
