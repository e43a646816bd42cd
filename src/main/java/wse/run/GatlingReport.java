package wse.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds Gatling's own report on the running simulation. */
final class GatlingReport {

    private static final String RESULTS_PROPERTY = "gatling.core.directory.results";
    private static final String DEFAULT_RESULTS = "target/gatling";

    private GatlingReport() {}

    /**
     * Path of the report's page relative to the run's directory. Gatling writes the page after the end of the simulation, so
     * it may not exist yet. Empty if the simulation was not run by Gatling, or if its results are elsewhere.
     */
    static Optional<String> newest(Path runDirectory, String simulation, Instant startedAt) {
        Path results = Path.of(System.getProperty(RESULTS_PROPERTY, DEFAULT_RESULTS));
        String prefix = simulation.substring(simulation.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT) + "-";
        if (!Files.isDirectory(results)) {
            return Optional.empty();
        }
        try (Stream<Path> entries = Files.list(results)) {
            return entries.filter(entry -> entry.getFileName().toString().startsWith(prefix))
                    .filter(entry -> !modified(entry).isBefore(startedAt))
                    .max(Comparator.comparing(GatlingReport::modified))
                    .map(entry -> relative(runDirectory, entry.resolve("index.html")));
        } catch (IOException e) {
            throw new UncheckedIOException("Gatling's results cannot be listed: " + results, e);
        }
    }

    private static String relative(Path from, Path to) {
        return from.toAbsolutePath()
                .normalize()
                .relativize(to.toAbsolutePath().normalize())
                .toString();
    }

    private static Instant modified(Path path) {
        try {
            return Files.getLastModifiedTime(path).toInstant();
        } catch (IOException e) {
            throw new UncheckedIOException("Gatling's results cannot be read: " + path, e);
        }
    }
}
