package wse.gatling;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import wse.TestJvm;

/** Runs a simulation as the Maven plugin does: Gatling's main class in a JVM of its own. */
final class GatlingProcess {

    /** The output of a run, and how it ended. */
    record Result(int exitCode, String output) {

        /** The lines that begin with this prefix, without the prefix. */
        List<String> lines(String prefix) {
            return output.lines()
                    .filter(line -> line.startsWith(prefix))
                    .map(line -> line.substring(prefix.length()))
                    .toList();
        }
    }

    private GatlingProcess() {}

    static Result run(Class<?> simulation, Map<String, String> properties, Path results)
            throws IOException, InterruptedException {
        // The project's gatling.conf turns the console off, but tests read the errors there.
        List<String> command = TestJvm.withClassPath(
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "-Dwse.out=" + results.resolve("wse"),
                "-Dgatling.data.writers.0=console",
                "-Dgatling.data.writers.1=file");
        properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.addAll(List.of("io.gatling.app.Gatling", "-s", simulation.getName(), "-rf", results.toString(), "-nr"));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (InputStream out = process.getInputStream()) {
            String output = new String(out.readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                throw new IOException("Gatling has closed its output, but does not end: " + output);
            }
            return new Result(process.exitValue(), output);
        } finally {
            process.destroyForcibly();
        }
    }
}
