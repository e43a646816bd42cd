package wse.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import wse.SmallDisk;

class WholeFileTest {

    @TempDir
    Path directory;

    @Test
    void shouldReplaceAFileAndLeaveNothingElse() throws IOException {
        Path file = directory.resolve("file.txt");

        WholeFile.replace(file, "one");
        WholeFile.replace(file, "größer");

        assertThat(file).hasContent("größer");
        assertThat(names()).containsExactly("file.txt");
    }

    /** Two runs or an agent may write at the same time. */
    @Test
    void shouldGiveEveryWriterAFileOfItsOwn() throws IOException {
        IntStream.range(0, 16).parallel().forEach(this::create);

        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(WholeFileTest::text))
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, 16).mapToObj(String::valueOf).toList());
        }
        assertThat(names()).contains("result.json", "result-2.json", "result-16.json");
    }

    @Test
    void shouldNeverShowAPartToAReader() throws IOException {
        Path file = directory.resolve("file.txt");
        WholeFile.replace(file, "a".repeat(1 << 20));

        IntStream.range(0, 50).parallel().forEach(i -> {
            replace(file, String.valueOf((char) ('a' + i % 26)).repeat(1 << 20));
            assertThat(text(file)).hasSize(1 << 20).matches("(.)\\1*+");
        });
    }

    @Test
    void shouldKeepTheOlderFileIfTheDiskIsFull() throws Exception {
        try (SmallDisk disk = SmallDisk.of(1 << 20)) {
            assumeTrue(disk.isMounted(), "a small disk can be mounted only as root");
            Path file = disk.directory().resolve("file.txt");
            WholeFile.replace(file, "older");

            assertThatIOException()
                    .isThrownBy(() -> WholeFile.replace(file, "x".repeat(2 << 20)))
                    .satisfies(failure -> assertThat(WholeFile.reason(failure)).contains("No space left on device"));

            assertThat(file).hasContent("older");
            assertThat(disk.directory().toFile().list()).containsExactly("file.txt");
        }
    }

    private void create(int number) {
        try {
            WholeFile.create(directory, "result", ".json", String.valueOf(number));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void replace(Path file, String text) {
        try {
            WholeFile.replace(file, text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Stream<String> names() {
        return Stream.of(directory.toFile().list());
    }
}
