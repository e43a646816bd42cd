package wse.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static wse.config.ConfigTest.LONG_SECRET;
import static wse.config.TestKind.PING_LATENCY;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets in files are read like secrets in environment variables. */
class SecretFilesTest {

    @TempDir
    Path directory;

    private static Config by(Map<String, String> properties, Map<String, String> environment) {
        return Config.from(PING_LATENCY, properties, environment);
    }

    private static void assertRefused(String message, Map<String, String> properties) {
        assertThatThrownBy(() -> by(properties, Map.of()))
                .isInstanceOf(BadInputException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s", "%s\n", "%s\r\n", "\n  %s\t\n\n", "\u2003%s\u2003"})
    void shouldStripFilesPropertiesAndVariablesAlike(String around) throws Exception {
        String given = around.formatted(LONG_SECRET);
        String file = PrivateFile.of(directory, given).toString();

        assertThat(Map.of(
                        "property", by(Map.of("wse.secret", given), Map.of()),
                        "variable", by(Map.of(), Map.of("WSE_SECRET", given)),
                        "file of a property", by(Map.of("wse.secretFile", file), Map.of()),
                        "file of a variable", by(Map.of(), Map.of("WSE_SECRET_FILE", file))))
                .allSatisfy((how, config) ->
                        assertThat(config.target().secret().reveal()).isEqualTo(LONG_SECRET));
    }

    @Test
    void shouldReadEachSecretFromAFile() throws Exception {
        Config config = by(
                Map.of(
                        "wse.engine",
                        "netty",
                        "wse.agents",
                        "2",
                        "wse.tokenFile",
                        PrivateFile.of(directory, "a.b.c\n").toString(),
                        "wse.clusterSecretFile",
                        PrivateFile.of(directory, LONG_SECRET + "\n").toString()),
                Map.of());

        assertThat(config.target().token().reveal()).isEqualTo("a.b.c");
        assertThat(config.crew().clusterSecret().reveal()).isEqualTo(LONG_SECRET);
        assertThat(config.effective())
                .containsEntry("wse.clusterSecret", "********")
                .containsKey("wse.clusterSecretFile")
                .doesNotContainKey("wse.secret");
        assertThat(config + config.redact("echo: " + LONG_SECRET)).doesNotContain(LONG_SECRET);
    }

    /** If it is set in the environment for all runs, those without agents must still start. */
    @Test
    void shouldAllowTheClustersSecretWithEveryEngine() throws Exception {
        Path file = PrivateFile.of(directory, LONG_SECRET);

        assertThat(by(Map.of(), Map.of("WSE_CLUSTER_SECRET_FILE", file.toString()))
                        .effective())
                .doesNotContainKeys("wse.clusterSecret", "wse.clusterSecretFile");
    }

    @Test
    void shouldRefuseAFileThatDoesNotExist() {
        Path file = directory.resolve("missing");

        assertRefused(
                "the secret file must exist: wse.secretFile=" + file + "; correct the path or create the file",
                Map.of("wse.secretFile", file.toString()));
    }

    @Test
    void shouldRefuseADirectory() {
        assertRefused(
                "the secret file must not be a directory: wse.secretFile=" + directory + "; give the path of a file",
                Map.of("wse.secretFile", directory.toString()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n"})
    void shouldRefuseAnEmptyFile(String nothing) throws Exception {
        Path file = PrivateFile.of(directory, nothing);

        assertRefused(
                "the secret file must contain the secret: wse.tokenFile=" + file
                        + " is empty; write the secret into it",
                Map.of("wse.tokenFile", file.toString()));
    }

    @ParameterizedTest
    @CsvSource({"rw-r--r--,false", "r--r--r--,false", "rw-r-----,true", "r--------,true"})
    void shouldRefuseAWorldReadableFile(String permissions, boolean allowed) throws Exception {
        Path file = PrivateFile.of(directory, LONG_SECRET);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        Map<String, String> settings = Map.of("wse.secretFile", file.toString());

        if (allowed) {
            assertThat(by(settings, Map.of()).target().secret().reveal()).isEqualTo(LONG_SECRET);
        } else {
            assertRefused(
                    "the secret file must not be world-readable: wse.secretFile=" + file + "; run chmod o= " + file,
                    settings);
        }
    }

    @Test
    void shouldRefuseASecretThatIsGivenTwice() throws Exception {
        Path file = PrivateFile.of(directory, LONG_SECRET);

        assertThatThrownBy(() -> by(Map.of("wse.secretFile", file.toString()), Map.of("WSE_SECRET", LONG_SECRET)))
                .hasMessage("wse.secret must be given only once: WSE_SECRET=********, wse.secretFile=" + file
                        + "; remove one of them");
    }

    @Test
    void shouldNameTheFileOfASecretThatIsTooShort() throws Exception {
        Path file = PrivateFile.of(directory, "too-short");

        assertThatThrownBy(() -> by(Map.of(), Map.of("WSE_SECRET_FILE", file.toString())))
                .hasMessageStartingWith("wse.secret takes at least 32 bytes of text")
                .hasMessageContaining(": WSE_SECRET_FILE=" + file + "; ")
                .message()
                .doesNotContain("too-short");
    }
}
