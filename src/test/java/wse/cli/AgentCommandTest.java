package wse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class AgentCommandTest {

    @TempDir
    Path directory;

    @Test
    void shouldNotWaitLongerThanItsPatienceForANameThatCannotBeResolved() throws IOException {
        Path secret = Files.writeString(directory.resolve("secret"), "what-all-of-them-know");

        int status = Main.commandLine()
                .execute(
                        "agent",
                        "--join",
                        "nowhere.invalid:7800",
                        "--patience",
                        "10ms",
                        "--secret-file",
                        secret.toString(),
                        "--keep",
                        directory.toString());

        assertThat(status).isEqualTo(1);
    }
}
