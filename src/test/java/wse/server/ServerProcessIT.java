package wse.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import wse.TestJvm;

class ServerProcessIT {

    private static final long DEADLINE_SECONDS = 30;

    /** A process that starts a server, prints the server's pid, and waits to be killed. */
    static final class Parent {

        private Parent() {}

        public static void main(String[] args) throws IOException {
            ServerProcess server = ServerProcess.start(ServerOptions.defaults());
            System.out.println("child " + server.pid());
            int ignored = System.in.read();
        }
    }

    @Test
    void shouldServeFromAProcessOfItsOwnUntilClosed() throws Exception {
        ServerProcess server = ServerProcess.start(ServerOptions.defaults());
        try (server;
                RawClient client = RawClient.ready(server.port())) {
            client.barrier();
            assertThat(server.pid()).isNotEqualTo(ProcessHandle.current().pid());
            assertThat(RawClient.counters(server.metricsUri())).containsEntry("wse_connections", 1L);
        }
        assertThat(server.isAlive()).isFalse();
        server.close();
    }

    @Test
    void shouldNotShowItsSecretInItsArguments() throws Exception {
        ServerOptions options = ServerOptions.defaults();
        String secret = "a-secret-that-nobody-may-see-in-ps";
        options = options.withSpeech(options.speech().withSecret(secret));
        try (ServerProcess server = ServerProcess.start(options)) {
            Path arguments = Path.of("/proc/" + server.pid() + "/cmdline");
            Path environment = Path.of("/proc/" + server.pid() + "/environ");
            if (Files.exists(arguments)) {
                assertThat(Files.readString(arguments, StandardCharsets.ISO_8859_1))
                        .contains("ServerChild")
                        .doesNotContain(secret);
                assertThat(Files.readString(environment, StandardCharsets.ISO_8859_1))
                        .doesNotContain(secret);
            }
            assertThat(options.toString() + server.said()).doesNotContain(secret);
            try (RawClient client = new RawClient(server.port())) {
                client.send(RawClient.request("/wse", "Cookie: access_token=" + RawClient.token()))
                        .head();
                assertThat(client.frame().text()).contains("AUTH_FAILED");
            }
        }
    }

    @Test
    void shouldReportWhyItDidNotStart() {
        ServerOptions options = ServerOptions.defaults();
        assertThatThrownBy(() ->
                        ServerProcess.start(options.withSpeech(options.speech().withSecret("short"))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the secret must be at least 32 bytes");
    }

    @Test
    void shouldEndWithItsParentEvenIfTheParentIsKilled() throws Exception {
        Process parent = new ProcessBuilder(
                        TestJvm.command("-cp", System.getProperty("java.class.path"), Parent.class.getName()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(parent.getInputStream(), StandardCharsets.UTF_8))) {
            String line = output.lines()
                    .filter(said -> said.startsWith("child "))
                    .findFirst()
                    .orElseThrow();
            ProcessHandle child = ProcessHandle.of(Long.parseLong(line.substring("child ".length())))
                    .orElseThrow();
            assertThat(child.isAlive()).isTrue();
            parent.destroyForcibly();
            child.onExit().get(DEADLINE_SECONDS, TimeUnit.SECONDS);
            assertThat(child.isAlive()).isFalse();
        } finally {
            parent.destroyForcibly();
        }
    }
}
