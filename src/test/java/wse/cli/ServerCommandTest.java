package wse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import wse.config.PrivateFile;
import wse.server.ServerOptions;

class ServerCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        CommandLine main = Main.commandLine();
        main.setOut(new PrintWriter(out, true));
        main.setErr(new PrintWriter(err, true));
        return main.execute(args);
    }

    @Test
    void shouldExplainItselfInItsHelp() {
        assertThat(run("server", "--help")).isZero();
        assertThat(out.toString())
                .contains("--port=PORT", "127.0.0.1", "WSE_SECRET", "--secret-file", "Examples:", "curl");
    }

    @Test
    void shouldListItsCommands() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).contains("server");
    }

    @ParameterizedTest
    @CsvSource({
        "--port,70000,port must be between 0 and 65535: port=70000",
        "--loops,0,loops must be between 1 and 1024: loops=0",
        "--form,3.0.0,'form must be 2.0.0 or 2.5.1: form=3.0.0'",
        "--ping-interval,25,'a duration must be a whole number with its unit, ms, s, m or h: duration=25'",
        "--idle-timeout,0s,idle-timeout must be between 1 ms and one day",
        "--read,some,some",
        "--max-message-bytes,1,max-message-bytes must be between 125 and",
        "--dialect,mqtt,mqtt",
        "--unknown,1,--unknown"
    })
    void shouldSayWhatIsWrongInOneSentence(String option, String value, String message) {
        assertThat(run("server", option, value)).isEqualTo(2);
        assertThat(err.toString()).contains(message).doesNotContain("\tat ");
    }

    @Test
    void shouldRefuseOptionsThatAnEchoServerDoesNotHave() {
        assertThat(run("server", "--dialect", "echo", "--form", "2.5.1", "--no-token-cache"))
                .isEqualTo(2);
        assertThat(err.toString())
                .contains("these options need --dialect wse: --form, --no-token-cache")
                .doesNotContain("\tat ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1"})
    void shouldNotListenForOthersWithTheSecretThatEveryoneKnows(String host, @TempDir Path directory) throws Exception {
        Path published = PrivateFile.of(directory, ServerOptions.PUBLISHED_SECRET);
        assertThat(run("server", "--host", host, "--secret-file", published.toString()))
                .isEqualTo(2);
        assertThat(err.toString())
                .startsWith("a server that other machines can reach needs a secret of its own: --host=" + host)
                .contains("--allow-published-secret")
                .hasLineCount(1);
    }

    /** An address of another machine, so the server cannot listen there; but it tries to. */
    @Test
    void shouldListenForOthersIfToldSo() {
        assertThat(run("server", "--host", "192.0.2.1", "--port", "0", "--allow-published-secret"))
                .isEqualTo(1);
        assertThat(err.toString()).startsWith("port must be free on this machine");
    }

    @Test
    void shouldRefuseAShortSecretWithoutShowingIt(@TempDir Path directory) throws Exception {
        Path file = PrivateFile.of(directory, "short-one\n");
        assertThat(run("server", "--secret-file", file.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("bytes=9").doesNotContain("short-one");
    }

    @Test
    void shouldSayThatAPortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            assertThat(run("server", "--port", port, "--metrics-port", "0")).isEqualTo(1);
            assertThat(err.toString()).startsWith("port must be free on this machine: port=" + port);
        }
    }
}
