package wse.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeaderFileTest {

    @TempDir
    private Path directory;

    private Path file(String content) throws Exception {
        Path file = Files.writeString(directory.resolve("headers.txt"), content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        return file;
    }

    private Config config(Path file, Map<String, String> environment, String... header) {
        Map<String, String> settings = new java.util.HashMap<>(
                Map.of("wse.host", "127.0.0.1", "wse.dialect", "echo", "wse.headers", file.toString()));
        if (header.length > 0) {
            settings.put(header[0], header[1]);
        }
        return Config.from(TestKind.CONNECTION_STORM, settings, environment);
    }

    @Test
    void shouldReadOneHeaderPerLine() throws Exception {
        Path file = file("# for the staging server\n\nX-Room: lobby\nX-Query: a: b, #{user.name}\nX-Empty:\n");

        assertThat(HeaderFile.read(file).headers())
                .isEqualTo(Map.of("X-Room", "lobby", "X-Query", "a: b, #{user.name}", "X-Empty", ""));
    }

    @Test
    void shouldLetTheOtherSettingsReplaceAHeader() throws Exception {
        Path file = file("X-Room: lobby\nX-Floor: 1\nX-House: 2\n");

        assertThat(config(file, Map.of("WSE_HEADER_X_FLOOR", "9"), "wse.header.x-room", "hall")
                        .target()
                        .request()
                        .headers())
                .isEqualTo(Map.of("x-room", "hall", "x-floor", "9", "X-House", "2"));
    }

    @Test
    void shouldHideSecrets() throws Exception {
        Config config = config(file("Authorization: Token abcdefg\nX-Room: lobby\n"), Map.of());

        assertThat(config.effective())
                .containsEntry("wse.header.Authorization", "********")
                .containsEntry("wse.header.X-Room", "lobby");
        assertThat(config.redact("no Token abcdefg")).isEqualTo("no ********");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "X-Room lobby | line 2, column 13: each line must be a header, such as X-Room: lobby; add the colon",
                "Host: a | line 2, column 1: the client itself sends the header Host; remove it",
                "X Room: a | line 2, column 1: the name of a header must consist of letters, digits and hyphens: \"X …\"",
                "X-A: sm\u0142l | line 2, column 8: the value of a header must consist of ISO 8859-1 characters",
                "x-first: b | line 2, column 1: each header must be given only once: x-first; join its values"
            })
    void shouldNameTheLineAndTheColumnOfAMistake(String line, String mistake) throws Exception {
        Path file = file("X-First: a\n" + line + "\n");

        assertThatThrownBy(() -> HeaderFile.read(file))
                .isInstanceOf(BadInputException.class)
                .hasMessageStartingWith("wse.headers=" + file + ", " + mistake);
    }

    @Test
    void shouldRefuseASecretThatEverybodyCanRead() throws Exception {
        Path file = file("X-Room: lobby\nX-Api-Key: 4711\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        assertThatThrownBy(() -> HeaderFile.read(file))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("must not be world-readable, because it contains the header X-Api-Key")
                .satisfies(refused -> assertThat(refused).message().doesNotContain("4711"));
    }

    @Test
    void shouldRefuseAFileWithoutHeaders() throws Exception {
        Path empty = file("# nothing\n");

        assertThatThrownBy(() -> config(empty, Map.of()))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("wse.headers takes a file with one header per line");
    }
}
