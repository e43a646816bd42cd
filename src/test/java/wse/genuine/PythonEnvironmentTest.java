package wse.genuine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import wse.genuine.PythonEnvironment.Unavailable;

class PythonEnvironmentTest {

    private static final List<String> NONE = List.of("/nowhere/python3.13");

    @TempDir
    private Path root;

    @Test
    void shouldSayWhatIsMissingWithoutPython() {
        assertThatThrownBy(() -> PythonEnvironment.python("2.0.0", root, NONE))
                .isInstanceOf(Unavailable.class)
                .hasMessageContaining("Python 3.12 or newer")
                .hasMessageContaining("/nowhere/python3.13")
                .hasMessageContaining("WSE_PYTHON=");
    }

    @Test
    void shouldUseACompleteEnvironmentWithoutLookingForPython() throws Exception {
        Path python = interpreter();
        Files.writeString(root.resolve("2.0.0").resolve("complete"), "");
        assertThat(PythonEnvironment.python("2.0.0", root, NONE)).isEqualTo(python);
    }

    @Test
    void shouldNotTrustAnEnvironmentThatWasNotFinished() throws Exception {
        interpreter();
        assertThatThrownBy(() -> PythonEnvironment.python("2.0.0", root, NONE)).isInstanceOf(Unavailable.class);
    }

    @Test
    void shouldSkipAnExecutableThatIsNotPython() {
        assertThatThrownBy(() -> PythonEnvironment.python("2.0.0", root, List.of("false")))
                .isInstanceOf(Unavailable.class);
    }

    private Path interpreter() throws IOException {
        Path bin = Files.createDirectories(
                root.resolve("2.0.0").resolve("venv").resolve("bin").toAbsolutePath());
        Path python = Files.createFile(bin.resolve("python"));
        assertThat(python.toFile().setExecutable(true)).isTrue();
        return python;
    }
}
