package wse.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import wse.config.BadInputException;

class OutputFolderTest {

    @ParameterizedTest
    @ValueSource(strings = {"new", "a b", "100%25", "a%b", "größe", "a/b/c", "#1?"})
    void shouldTryADirectoryAndLeaveNothing(String name, @TempDir Path parent) throws IOException {
        Path out = parent.resolve(name);

        OutputFolder.require(out);
        assertThat(parent).isEmptyDirectory();

        Files.createDirectories(out);
        OutputFolder.require(out);
        assertThat(out).isEmptyDirectory();
    }

    @Test
    void shouldRefuseADirectoryBelowAFile(@TempDir Path parent) throws IOException {
        Path file = Files.createFile(parent.resolve("file"));

        assertThatThrownBy(() -> OutputFolder.require(file.resolve("out")))
                .isInstanceOf(BadInputException.class)
                .hasMessageStartingWith(
                        "wse.out must be a directory that the results can be written to: wse.out=" + file);
    }

    @Test
    void shouldGiveRunsThatStartTogetherDirectoriesOfTheirOwn(@TempDir Path parent) {
        Path out = parent.resolve("new");

        assertThat(List.of(
                        OutputFolder.create(out, "run"),
                        OutputFolder.create(out, "run"),
                        OutputFolder.create(out, "run")))
                .containsExactly(out.resolve("run"), out.resolve("run-2"), out.resolve("run-3"))
                .allMatch(Files::isDirectory);
    }

    /** Nobody, not even root, can create files there. */
    @Test
    void shouldRefuseADirectoryThatCannotBeWrittenTo() {
        Path readOnly = Path.of("/proc/self");
        assumeTrue(Files.isDirectory(readOnly));

        assertThatThrownBy(() -> OutputFolder.require(readOnly.resolve("out")))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("choose another one, or free some space");
    }
}
