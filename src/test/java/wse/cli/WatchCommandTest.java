package wse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class WatchCommandTest {

    private final StringWriter err = new StringWriter();

    private int execute(String... arguments) {
        return Main.commandLine().setErr(new PrintWriter(err)).execute(arguments);
    }

    @Test
    void shouldSayInOneSentenceThatNobodyAnswers() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }

        assertThat(execute("watch", "127.0.0.1:" + port)).isEqualTo(1);
        assertThat(err.toString())
                .startsWith("no run answers at 127.0.0.1:" + port + ": ")
                .hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "9464", "http://localhost:9464/metrics", "a b:1", "host:0", "me@host:9464"})
    void shouldRefuseWhatIsNotAHostWithAPort(String server) {
        assertThat(execute("watch", server)).isEqualTo(2);
        assertThat(err.toString()).startsWith("HOST:PORT must be a host and a port, such as 127.0.0.1:9464");
    }

    @Test
    void shouldRefuseToReadMoreOftenThanTheFiguresChange() {
        assertThat(execute("watch", "127.0.0.1:9464", "--interval", "100ms")).isEqualTo(2);
        assertThat(err.toString()).startsWith("--interval must be at least 1s");
    }
}
