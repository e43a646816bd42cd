package wse.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import wse.config.Settings;

/** One run of a command against one server. It ends with this process, and so do the processes that it has started. */
final class TurnProcess {

    /** A run must not wait for someone to choose a simulation. */
    private static final File NOTHING = new File("/dev/null");

    private final ProcessBuilder builder;

    /** @param log file for its output */
    TurnProcess(List<String> command, Server server, Path results, Path log) {
        this.builder = new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.from(NOTHING))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        Map<String, String> environment = builder.environment();
        environment.put(Settings.HOST.environmentName(), server.host());
        environment.put(Settings.PORT.environmentName(), Integer.toString(server.port()));
        environment.put(Settings.OUT.environmentName(), results.toAbsolutePath().toString());
    }

    /** Waits for the process to end, and returns its exit code. */
    int run() throws IOException, InterruptedException {
        Process process = builder.start();
        Thread ending = new Thread(() -> end(process), "wse-interleave-end");
        Runtime.getRuntime().addShutdownHook(ending);
        try {
            return process.waitFor();
        } finally {
            end(process);
            forget(ending);
        }
    }

    private static void forget(Thread ending) {
        try {
            Runtime.getRuntime().removeShutdownHook(ending);
        } catch (IllegalStateException shuttingDown) {
            // The hook is already running, so nothing is left to remove.
            return;
        }
    }

    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
    }
}
