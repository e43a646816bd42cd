package wse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import wse.config.PrivateFile;
import wse.deploy.Manifests;

@Timeout(60)
class AgentCommandTest {

    @TempDir
    Path directory;

    @Test
    void shouldNotWaitLongerThanItsPatienceForANameThatCannotBeResolved() throws IOException {
        Path secret = PrivateFile.of(directory, "what-all-of-them-know");

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

    @Test
    void shouldHaveTimeToEndBeforeKubernetesKillsIt() {
        assertThat(Manifests.gracePeriod("StatefulSet")).isGreaterThan(AgentCommand.LONGEST_END.multipliedBy(2));
    }
}
