package wse.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import wse.python.PythonEnvironment.Interpreter;
import wse.python.PythonEnvironment.Recipe;
import wse.python.PythonEnvironment.Step;
import wse.python.PythonEnvironment.Unavailable;

class PythonEnvironmentTest {

    private static final String NOWHERE = "/nowhere/python3.13";
    private static final Recipe UNUSED = (base, home) -> {
        throw new AssertionError("nothing is to be installed");
    };

    @TempDir
    private Path root;

    private static Interpreter interpreter(String... candidates) {
        return new Interpreter("Python 3.12 or newer", "print(1)", "WSE_PYTHON", List.of(candidates));
    }

    private Path home() {
        return root.resolve("2.0.0").toAbsolutePath();
    }

    @Test
    void shouldSayWhatIsMissingWithoutPython() {
        assertThatThrownBy(() -> PythonEnvironment.python(home(), interpreter(NOWHERE), UNUSED))
                .isInstanceOf(Unavailable.class)
                .hasMessageContaining("Python 3.12 or newer")
                .hasMessageContaining(NOWHERE)
                .hasMessageContaining("WSE_PYTHON=");
    }

    @Test
    void shouldUseACompleteEnvironmentWithoutLookingForPython() throws Exception {
        Path python = existing();
        Files.writeString(home().resolve("complete"), "");
        assertThat(PythonEnvironment.python(home(), interpreter(NOWHERE), UNUSED))
                .isEqualTo(python);
    }

    @Test
    void shouldNotTrustAnEnvironmentThatWasNotFinished() throws Exception {
        existing();
        assertThatThrownBy(() -> PythonEnvironment.python(home(), interpreter(NOWHERE), UNUSED))
                .isInstanceOf(Unavailable.class);
    }

    @Test
    void shouldSkipAnExecutableThatIsNotPython() {
        assertThatThrownBy(() -> PythonEnvironment.python(home(), interpreter("false"), UNUSED))
                .isInstanceOf(Unavailable.class);
    }

    @Test
    void shouldSayWhichStepFailedAndRepeatTheInstallation() throws Exception {
        Recipe broken = (base, home) -> List.of(new Step("the step failed", List.of("ls", "/nowhere")));
        assertThatThrownBy(() -> PythonEnvironment.python(home(), interpreter("echo"), broken))
                .isInstanceOf(Unavailable.class)
                .hasMessageStartingWith("the step failed: ");
        Recipe good = (base, home) -> List.of(new Step("", List.of("touch", home + "/made")));
        PythonEnvironment.python(home(), interpreter("echo"), good);
        assertThat(home().resolve("made")).exists();
        assertThat(home().resolve("complete")).exists();
    }

    private Path existing() throws IOException {
        Path bin = Files.createDirectories(home().resolve("venv").resolve("bin"));
        Path python = Files.createFile(bin.resolve("python"));
        assertThat(python.toFile().setExecutable(true)).isTrue();
        return python;
    }
}
