package wse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The machine's clock may be set forward or back during a run, so no duration may be computed from it. Code that needs
 * Unix time uses {@link wse.measure.SteadyClock}; only the classes below read the machine's clock.
 */
class WallClockTest {

    private static final Path SOURCES = Path.of("src/main/java/wse");

    private static final Pattern READS = Pattern.compile(
            "System\\.currentTimeMillis|(Instant|LocalDate|LocalDateTime|ZonedDateTime|OffsetDateTime)\\.now\\(|"
                    + "InstantSource\\.system|Clock\\.(system|tick)|new Date\\(\\)|Calendar\\.getInstance");

    private static final Set<String> ALLOWED = Set.of(
            // Reads it once, at the start of the process.
            "measure/SteadyClock",
            // Tokens and certificates expire at a certain date and time.
            "dialect/Dialects",
            "run/target/Target",
            "run/crew/Rehearsal",
            "cli/PreflightCommand",
            "server/ReferenceServer",
            "engine/ServerCertificates",
            "config/ClientIdentity",
            // A server's Retry-After may be a date and time.
            "engine/UpgradeResponse",
            // Part of a file name. If the name is taken, another one is used.
            "cli/AgentCommand",
            // Makes Gatling believe that it has just looked for a new version.
            "gatling/internal/OfflinePreferences");

    @Test
    void shouldReadTheMachinesClockOnlyWhereItsJumpsAreHarmless() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            assertThat(files.filter(file -> file.toString().endsWith(".java"))
                            .filter(file -> READS.matcher(text(file)).find())
                            .map(file -> SOURCES.relativize(file).toString().replace(".java", ""))
                            .collect(Collectors.toSet()))
                    .isEqualTo(ALLOWED);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
