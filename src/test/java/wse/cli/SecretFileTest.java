package wse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import wse.config.PrivateFile;

class SecretFileTest {

    private static final String VARIABLE = "WSE_CLUSTER_SECRET";

    @TempDir
    Path directory;

    private static SecretFile with(String... arguments) {
        SecretFile file = new SecretFile();
        CommandLine.ParseResult unused = new CommandLine(CommandLine.Model.CommandSpec.create()
                        .addMixin("file", CommandLine.Model.CommandSpec.forAnnotatedObject(file)))
                .parseArgs(arguments);
        return file;
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s", "%s\n", "%s\r\n", "\n  %s\t\n\n", "\u2003%s\u2003"})
    void shouldStripFilesAndVariablesAlike(String around) throws Exception {
        String given = around.formatted("correct horse");
        Path file = PrivateFile.of(directory, given);

        assertThat(with("--secret-file", file.toString()).secretOr(VARIABLE, Map.of()))
                .hasValue("correct horse");
        assertThat(with().secretOr(VARIABLE, Map.of(VARIABLE, given))).hasValue("correct horse");
    }

    @Test
    void shouldPreferTheFileToTheVariable() throws Exception {
        Path file = PrivateFile.of(directory, "of the file");

        assertThat(with("--secret-file", file.toString()).secretOr(VARIABLE, Map.of(VARIABLE, "of the variable")))
                .hasValue("of the file");
        assertThat(with().secretOr(VARIABLE, Map.of())).isEmpty();
    }

    @Test
    void shouldRefuseAWorldReadableFile() throws Exception {
        Path file = PrivateFile.of(directory, "of the file");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        assertThatThrownBy(() -> with("--secret-file", file.toString()).secretOr(VARIABLE, Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must not be world-readable: --secret-file=" + file);
    }
}
