package wse.simulations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import wse.TestJvm;
import wse.measure.RunResult;
import wse.report.JsonReport;

/**
 * A simulation that Gatling runs in its own process, like the Maven plugin. For one thread. When it is closed, it
 * checks that the secrets of the run appear neither in its files, nor in its output, nor in the command line of any
 * process that it has started.
 */
final class SimulationProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String CLUSTER_SECRET = "clusterSecret";

    /** Signs the tokens for the embedded server; other tests put it where their server expects it. */
    static final String SECRET = "s3cret-0123456789-of-all-these-tests";

    /** This part of the secret must not appear either, because it is most of it. */
    private static final String BEGINNING_OF_SECRET = SECRET.substring(0, 18);

    /** For a simulation that is not one of the tests, the console shows Gatling's own figures. */
    private static final List<String> OF_SCENARIO =
            List.of("-Dgatling.data.writers.0=console", "-Dgatling.data.writers.1=file");

    private final ProcessOutput process;
    private final Path directory;
    private final List<String> secrets;

    private SimulationProcess(ProcessOutput process, Path directory, List<String> secrets) {
        this.process = process;
        this.secrets = secrets;
        this.directory = directory;
    }

    /**
     * Starts a simulation without Gatling's own report, which takes seconds to write.
     *
     * @param settings without the prefix {@code wse.}; a hyphen marks properties that are no settings. Secrets are passed in
     *     the environment
     */
    static SimulationProcess start(Class<?> simulation, Path directory, Map<String, String> settings) {
        return start(simulation, directory, settings, List.of("-nr"));
    }

    /** @param options of Gatling's command line */
    static SimulationProcess start(
            Class<?> simulation, Path directory, Map<String, String> settings, List<String> options) {
        List<String> command = TestJvm.withClassPath(
                "-Xmx512m",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                // As in the POM. Several JVMs that run at the same time also contend for the user's preferences.
                "-Djava.util.prefs.PreferencesFactory=wse.gatling.internal.OfflinePreferences",
                "-Dwse.out=" + directory.resolve("wse"),
                "-Dgatling.core.directory.results=" + directory.resolve("gatling"));
        settings.forEach((key, value) -> {
            if (!key.equals(CLUSTER_SECRET)) {
                command.add(key.startsWith("-") ? "-D" + key.substring(1) + "=" + value : "-Dwse." + key + "=" + value);
            }
        });
        boolean own = !simulation.getPackage().equals(SimulationProcess.class.getPackage());
        command.addAll(own ? OF_SCENARIO : defaults(simulation, settings));
        if (!settings.containsKey("progressInterval")) {
            // Tests wait for the lines that name the phases of a tier.
            command.add("-Dwse.progressInterval=10s");
        }
        command.addAll(List.of(
                "io.gatling.app.Gatling",
                "-s",
                simulation.getName(),
                "-rf",
                directory.resolve("gatling").toString()));
        command.addAll(options);
        ProcessBuilder builder = new ProcessBuilder(command);
        String clusterSecret = settings.getOrDefault(CLUSTER_SECRET, BEGINNING_OF_SECRET);
        if (settings.containsKey(CLUSTER_SECRET)) {
            builder.environment().put("WSE_CLUSTER_SECRET", clusterSecret);
        }
        if (!settings.containsKey("host") && !own) {
            builder.environment().put("WSE_SECRET", SECRET);
        }
        return new SimulationProcess(
                ProcessOutput.of(builder, PATIENCE), directory, List.of(BEGINNING_OF_SECRET, clusterSecret));
    }

    private static List<String> defaults(Class<?> simulation, Map<String, String> settings) {
        List<String> defaults = new ArrayList<>();
        if (!settings.containsKey("host") && !settings.containsKey("splitCores")) {
            // Tests that run at the same time would all put their servers on the same half of the cores.
            defaults.add("-Dwse.splitCores=false");
        }
        if (simulation == ConnectionStormSimulation.class
                && !settings.containsKey("pacedRate")
                && !settings.containsKey("connectRate")) {
            // Most tests of the storm do not need its paced tier.
            defaults.add("-Dwse.pacedRate=0");
        }
        if (simulation == ConnectionStormSimulation.class && !settings.containsKey("settleTime")) {
            defaults.add("-Dwse.settleTime=100ms");
        }
        return defaults;
    }

    /** Waits for the first line from here on that contains the text. */
    void awaitLine(String text) throws InterruptedException {
        process.awaitLine(text);
    }

    /** The exit status. */
    int await() throws InterruptedException {
        return process.await();
    }

    /** The whole output so far. */
    String output() {
        return process.text();
    }

    ProcessHandle handle() {
        return process.handle();
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
        process.close();
        assertThat(output()).doesNotContain(secrets);
        assertThat(process.commands()).noneMatch(this::hasSecret);
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
