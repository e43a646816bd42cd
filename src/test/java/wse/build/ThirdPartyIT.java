package wse.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Checks what is in the runnable jar that {@code mvn package} has built. */
class ThirdPartyIT {

    private static final Path JAR = Path.of("target/wse-stress.jar");
    private static final Pattern ROW = Pattern.compile("^\\| `([^`]+)` \\|", Pattern.MULTILINE);
    private static final Pattern ARTIFACT = Pattern.compile("META-INF/maven/([^/]+)/([^/]+)/pom[.]properties");

    /** A class of each library whose jar contains no name of the library. */
    private static final Map<String, String> NAMELESS = Map.of(
            "info.picocli:picocli", "picocli/CommandLine.class",
            "io.opentelemetry:*", "io/opentelemetry/sdk/metrics/data/MetricData.class",
            "net.java.dev.jna:*", "com/sun/jna/Native.class",
            "org.msgpack:msgpack-core", "org/msgpack/core/MessagePack.class",
            "org.unbescape:unbescape", "org/unbescape/html/HtmlEscape.class");

    @Test
    void shouldListExactlyTheLibrariesInTheRunnableJar() throws IOException {
        Assumptions.assumeTrue(Files.exists(JAR), "needs the jar of mvn package");
        Set<String> expected = new TreeSet<>(NAMELESS.keySet());
        List<String> rows = ROW.matcher(Files.readString(Path.of("THIRD-PARTY.md")))
                .results()
                .map(row -> row.group(1))
                .toList();
        try (JarFile jar = new JarFile(JAR.toFile())) {
            jar.stream()
                    .flatMap(entry -> ARTIFACT.matcher(entry.getName()).results())
                    .filter(artifact -> !artifact.group(2).equals("wse-stress"))
                    .forEach(artifact -> expected.add(row(artifact, rows)));
            assertThat(jar.stream().map(JarEntry::getName))
                    .contains("META-INF/LICENSE", "META-INF/NOTICE", "META-INF/THIRD-PARTY.md")
                    .containsAll(NAMELESS.values());
        }

        assertThat(rows).containsExactlyElementsOf(expected);
    }

    @Test
    void shouldContainOnlyTheModulesOfNettyThatAreUsed() throws IOException {
        Assumptions.assumeTrue(Files.exists(JAR), "needs the jar of mvn package");
        try (JarFile jar = new JarFile(JAR.toFile())) {
            assertThat(jar.stream()
                            .flatMap(entry -> ARTIFACT.matcher(entry.getName()).results())
                            .filter(artifact -> artifact.group(1).equals("io.netty"))
                            .map(artifact -> artifact.group(2)))
                    .containsExactlyInAnyOrderElementsOf(NettyModulesTest.OURS);
        }
    }

    private static String row(MatchResult artifact, List<String> rows) {
        String group = artifact.group(1) + ":*";
        return rows.contains(group) ? group : artifact.group(1) + ":" + artifact.group(2);
    }
}
