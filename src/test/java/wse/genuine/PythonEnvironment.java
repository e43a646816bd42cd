package wse.genuine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One virtual environment per version of wse-server, created once and kept in {@code target/genuine/<version>}. Safe to
 * use from several processes at once: a file lock makes the second wait for the first.
 */
final class PythonEnvironment {

    /** Says in one sentence what this machine lacks, and the remedy. */
    static final class Unavailable extends Exception {
        private static final long serialVersionUID = 1L;

        Unavailable(String message) {
            super(message);
        }
    }

    /** Is preferred to every other Python. */
    static final String OVERRIDE = "WSE_PYTHON";

    private static final Path ROOT = Path.of("target", "genuine");
    private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(20);
    private static final Duration INSTALL_TIMEOUT = Duration.ofMinutes(4);

    /** Prints the real executable behind any shim. Fails below 3.12, which wse-server requires, and without pip. */
    private static final String PROBE =
            "import sys, ensurepip; print(sys.executable) if sys.version_info >= (3, 12) else sys.exit('too old')";

    private PythonEnvironment() {}

    /** The interpreter of the environment that has wse-server {@code version}; creates the environment if necessary. */
    static Path python(String version) throws Unavailable {
        return python(version, ROOT, candidates());
    }

    static synchronized Path python(String version, Path root, List<String> candidates) throws Unavailable {
        Path home = root.resolve(version).toAbsolutePath();
        try {
            Files.createDirectories(root);
            try (FileChannel channel = FileChannel.open(
                            root.resolve(version + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                assert lock.isValid();
                return complete(version, home, candidates);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The marker is written last, so that an interrupted installation is deleted and repeated. */
    private static Path complete(String version, Path home, List<String> candidates) throws IOException, Unavailable {
        Path python = home.resolve("venv").resolve("bin").resolve("python");
        Path marker = home.resolve("complete");
        if (Files.exists(marker) && Files.isExecutable(python)) {
            return python;
        }
        String base = candidates.stream()
                .flatMap(candidate -> executable(candidate).stream())
                .findFirst()
                .orElseThrow(() -> new Unavailable("Python 3.12 or newer with venv and pip is needed, none found among "
                        + candidates + "; install one, or name it: " + OVERRIDE + "=/path/to/python"));
        delete(home);
        install(version, base, home, python);
        Files.writeString(marker, base + "\n");
        return python;
    }

    private static void install(String version, String base, Path home, Path python) throws Unavailable {
        require(
                Command.run(
                        INSTALL_TIMEOUT,
                        base,
                        "-m",
                        "venv",
                        home.resolve("venv").toString()),
                "venv failed");
        List<String> pip = new ArrayList<>(List.of(python.toString(), "-m", "pip", "install"));
        pip.addAll(List.of("--quiet", "--disable-pip-version-check", "--no-input", "--only-binary", ":all:"));
        pip.addAll(List.of("--retries", "1", "--timeout", "20", "wse-server==" + version));
        require(
                Command.run(INSTALL_TIMEOUT, pip.toArray(String[]::new)),
                "pip could not install wse-server==" + version + " (is the package index reachable?)");
    }

    private static void require(Command.Result result, String otherwise) throws Unavailable {
        if (result.exitCode() != 0) {
            throw new Unavailable(otherwise + ": " + result.lastLine());
        }
    }

    private static List<String> candidates() {
        String override = System.getenv(OVERRIDE);
        if (override != null && !override.isBlank()) {
            return List.of(override);
        }
        List<String> candidates = new ArrayList<>(List.of("python3.13", "python3.12", "python3"));
        candidates.addAll(pyenv());
        return candidates;
    }

    private static List<String> pyenv() {
        String root = Optional.ofNullable(System.getenv("PYENV_ROOT"))
                .orElse(Path.of(System.getProperty("user.home"), ".pyenv").toString());
        Path versions = Path.of(root, "versions");
        if (!Files.isDirectory(versions)) {
            return List.of();
        }
        try (Stream<Path> found = Files.list(versions)) {
            return found.sorted(Comparator.reverseOrder())
                    .map(version -> version.resolve("bin").resolve("python").toString())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<String> executable(String candidate) {
        Command.Result result = Command.run(PROBE_TIMEOUT, candidate, "-c", PROBE);
        return result.exitCode() == 0 ? Optional.of(result.output().strip()) : Optional.empty();
    }

    private static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
