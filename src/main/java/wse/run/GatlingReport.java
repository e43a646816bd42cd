package wse.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds Gatling's own report on the running simulation: the directory that did not exist when the run began. The
 * modification times of files are ignored, because the clock may be changed during the run. Immutable.
 */
final class GatlingReport {

    private static final String RESULTS_PROPERTY = "gatling.core.directory.results";
    private static final String DEFAULT_RESULTS = "target/gatling";

    private final String simulation;
    private final Path results;
    private final String prefix;
    private final Set<Path> earlier;

    private GatlingReport(Path results, String simulation) {
        this.simulation = simulation;
        this.results = results;
        this.prefix = simulation.substring(simulation.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT) + "-";
        this.earlier = entries();
    }

    /**
     * Call this before Gatling creates the directory of the report, which it does after it has created the
     * simulation.
     */
    static GatlingReport of(String simulation) {
        return in(Path.of(System.getProperty(RESULTS_PROPERTY, DEFAULT_RESULTS)), simulation);
    }

    /** The same for a directory of Gatling's results. */
    static GatlingReport in(Path results, String simulation) {
        return new GatlingReport(results, simulation);
    }

    /** The class name of the simulation. */
    String simulation() {
        return simulation;
    }

    /**
     * Path of the report's page relative to the run's directory. Gatling writes the page after the end of the simulation, so
     * it may not exist yet. Empty if the simulation was not run by Gatling, or if its results are elsewhere.
     */
    Optional<String> page(Path runDirectory) {
        return entries().stream()
                .filter(entry -> !earlier.contains(entry))
                .max(Comparator.naturalOrder())
                .map(entry -> relative(runDirectory, entry.resolve("index.html")));
    }

    private Set<Path> entries() {
        if (!Files.isDirectory(results)) {
            return Set.of();
        }
        try (Stream<Path> entries = Files.list(results)) {
            return entries.filter(entry -> entry.getFileName().toString().startsWith(prefix))
                    .collect(Collectors.toSet());
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
}
