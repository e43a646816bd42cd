package wse.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ContributingTest {

    private static final Path SOURCES = Path.of("src/main/java");

    @Test
    void shouldNameEveryPackage() throws IOException {
        assertThat(Page.read(Path.of("CONTRIBUTING.md")).codeSpans()).containsAll(packages());
    }

    private static List<String> packages() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.endsWith("package-info.java"))
                    .map(file -> SOURCES.relativize(file.getParent()).toString().replace('/', '.'))
                    .filter(name -> !name.equals("wse"))
                    .toList();
        }
    }
}
