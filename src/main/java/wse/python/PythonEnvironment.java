package wse.python;

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
 * A virtual environment, created once and then kept. Safe to use from several processes at once: a file lock makes the
 * second wait for the first.
 */
public final class PythonEnvironment {

    /** Its message is one sentence: what this machine lacks, and the remedy. */
    public static final class Unavailable extends Exception {
        private static final long serialVersionUID = 1L;

        Unavailable(String message) {
            super(message);
        }
    }

    /**
     * Which interpreter an environment needs.
     *
     * @param needed a description of what is needed
     * @param probe Python code that prints the path of the interpreter, or fails if it is not suitable. The path is
     *     that of the real executable behind any shim
     * @param override environment variable that names an interpreter; if it is set, no other one is tried
     * @param candidates interpreters to try, in this order
     */
    public record Interpreter(String needed, String probe, String override, List<String> candidates) {

        /** An interpreter that is searched for by these names, and then among those of pyenv, newest first. */
        public static Interpreter named(String needed, String probe, String override, String... names) {
            String only = System.getenv(override);
            if (only != null && !only.isBlank()) {
                return new Interpreter(needed, probe, override, List.of(only));
            }
            return new Interpreter(
                    needed,
                    probe,
                    override,
                    Stream.concat(Stream.of(names), pyenv()).toList());
        }

        private String path() throws Unavailable {
            return candidates.stream()
                    .flatMap(candidate -> executable(candidate).stream())
                    .findFirst()
                    .orElseThrow(() -> new Unavailable(needed + " is needed, but none was found among " + candidates
                            + "; install one, or name it: " + override + "=/path/to/python"));
        }

        private Optional<String> executable(String candidate) {
            Command.Result result = Command.run(PROBE_TIMEOUT, candidate, "-c", probe);
            return result.exitCode() == 0 ? Optional.of(result.output().strip()) : Optional.empty();
        }
    }

    /**
     * One command of an installation.
     *
     * @param failure the error message if the command fails
     */
    public record Step(String failure, List<String> command) {}

    /** The commands that create an environment. */
    public interface Recipe {

        /**
         * @param base path of the interpreter
         * @param home an empty directory; the environment must end up in its subdirectory {@code venv}
         */
        List<Step> steps(String base, Path home);
    }

    private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(20);
    private static final Duration STEP_TIMEOUT = Duration.ofMinutes(4);

    private PythonEnvironment() {}

    /**
     * The interpreter of the environment in this directory; creates the environment if necessary.
     *
     * @throws Unavailable if this machine has no suitable interpreter, or if the installation fails
     */
    public static synchronized Path python(Path directory, Interpreter interpreter, Recipe recipe) throws Unavailable {
        Path home = directory.toAbsolutePath();
        try {
            Files.createDirectories(home.getParent());
            Path lockFile = home.resolveSibling(home.getFileName() + ".lock");
            try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                assert lock.isValid();
                return complete(home, interpreter, recipe);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The marker is written last, so that an interrupted installation is deleted and repeated. */
    private static Path complete(Path home, Interpreter interpreter, Recipe recipe) throws IOException, Unavailable {
        Path python = home.resolve("venv").resolve("bin").resolve("python");
        Path marker = home.resolve("complete");
        if (Files.exists(marker) && Files.isExecutable(python)) {
            return python;
        }
        String base = interpreter.path();
        delete(home);
        Files.createDirectories(home);
        for (Step step : recipe.steps(base, home)) {
            Command.Result result = Command.run(STEP_TIMEOUT, step.command().toArray(String[]::new));
            if (result.exitCode() != 0) {
                throw new Unavailable(step.failure() + ": " + result.lastLine());
            }
        }
        Files.writeString(marker, base + "\n");
        return python;
    }

    /** The step that installs packages with an environment's own pip. */
    public static Step install(Path home, String what, List<String> options) {
        List<String> pip = new ArrayList<>(
                List.of(home.resolve("venv").resolve("bin").resolve("python").toString(), "-m", "pip", "install"));
        pip.addAll(
                List.of("--quiet", "--disable-pip-version-check", "--no-input", "--retries", "1", "--timeout", "20"));
        pip.addAll(options);
        return new Step("pip could not install " + what + " (is the package index reachable?)", pip);
    }

    private static Stream<String> pyenv() {
        String root = Optional.ofNullable(System.getenv("PYENV_ROOT"))
                .orElse(Path.of(System.getProperty("user.home"), ".pyenv").toString());
        Path versions = Path.of(root, "versions");
        if (!Files.isDirectory(versions)) {
            return Stream.empty();
        }
        try (Stream<Path> found = Files.list(versions)) {
            return found
                    .sorted(Comparator.reverseOrder())
                    .map(version -> version.resolve("bin").resolve("python").toString())
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
