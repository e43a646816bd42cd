package wse.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import wse.config.TestKind;

class ContainerfileTest {

    private static final Path FILE = Path.of("deploy/Containerfile");

    private static List<String> lines() throws IOException {
        return Files.readAllLines(FILE);
    }

    @Test
    void shouldPinItsImagesByDigest() throws IOException {
        assertThat(lines().stream().filter(line -> line.startsWith("FROM ")))
                .hasSize(2)
                .allMatch(line -> line.matches("FROM [a-z-]+:[a-z0-9._-]+@sha256:[0-9a-f]{64}( AS [a-z]+)?"));
    }

    /** The simulations are the only test classes that it copies. */
    @Test
    void shouldCopyNoTests() throws IOException {
        assertThat(lines().stream().filter(line -> line.contains("test-classes")))
                .containsExactly(
                        " && cp target/test-classes/gatling.conf target/test-classes/logback-test.xml /image/simulations \\",
                        " && cp target/test-classes/wse/simulations/*Simulation.class /image/simulations/wse/simulations \\");
    }

    @Test
    void shouldCopyEverythingThatTheSimulationsNeed() {
        Path tests = Path.of(ContainerfileTest.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath());
        List<Path> simulations = Stream.of(TestKind.values())
                .filter(TestKind::isPlanned)
                .map(test -> file(tests, "wse.simulations." + test.simulation()))
                .toList();

        JavaClasses imported = new ClassFileImporter().importPaths(simulations);

        assertThat(imported).hasSize(simulations.size());
        assertThat(imported.stream()
                        .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                        .map(dependency ->
                                file(tests, dependency.getTargetClass().getName()))
                        .filter(Files::exists))
                .isSubsetOf(simulations);
    }

    private static Path file(Path directory, String type) {
        return directory.resolve(type.replace('.', '/') + ".class");
    }
}
