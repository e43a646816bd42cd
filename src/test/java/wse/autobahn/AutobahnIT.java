package wse.autobahn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import wse.engine.EngineOptions;
import wse.engine.Transport;
import wse.engine.WebSocketClient;
import wse.python.PythonEnvironment;
import wse.server.ReferenceServer;
import wse.server.ServerDialect;
import wse.server.ServerOptions;

/**
 * Autobahn's test suite on both sides. The suite's own reports are then in {@code target/autobahn}. The cases of chapters 12
 * and 13 are left out, because neither side offers compression.
 */
class AutobahnIT {

    private static final List<String> CASES = List.of("1.*", "2.*", "3.*", "4.*", "5.*", "6.*", "7.*", "9.*", "10.*");

    private static final int CASE_COUNT = 301;

    /**
     * The suite runs the cases for a server one after the other, and many of them wait. These parts take about the same time
     * and run side by side.
     */
    private static final List<List<String>> PARTS =
            List.of(List.of("1.*", "2.*", "3.*", "4.*", "5.*", "6.*", "7.*", "10.*"), List.of("9.*"));

    private static final Duration TIMEOUT = Duration.ofMinutes(3);
    private static final Path REPORTS = Path.of("target", "autobahn").toAbsolutePath();

    private static Path python;

    @BeforeAll
    static void findPython() {
        try {
            python = AutobahnEnvironment.python();
        } catch (PythonEnvironment.Unavailable e) {
            String missing = "SKIPPED: Autobahn's test suite: " + e.getMessage();
            System.out.println(missing);
            Assumptions.abort(missing);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Test
    void shouldPassTheClientOnEveryTransport() throws Exception {
        int port = freePort();
        List<WebSocketClient> clients = new ArrayList<>();
        List<String> agents = new ArrayList<>();
        try (Wstest server = Wstest.server(python, REPORTS.resolve("clients"), port, CASES)) {
            List<CompletableFuture<Void>> runs = new ArrayList<>();
            for (Transport transport : List.of(Transport.EPOLL, Transport.IO_URING)) {
                if (transport.isAvailable()) {
                    String agent = "client-" + transport.name().toLowerCase(java.util.Locale.ROOT);
                    WebSocketClient client = new WebSocketClient(new EngineOptions(transport, 1, agent));
                    clients.add(client);
                    agents.add(agent);
                    runs.add(new Testee(client, port, agent).run());
                }
            }
            CompletableFuture.allOf(runs.toArray(CompletableFuture[]::new)).get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
            judge(server.verdicts(), agents);
        } finally {
            clients.forEach(WebSocketClient::close);
        }
    }

    @Test
    void shouldPassTheReferenceServer() throws Exception {
        ServerOptions options = ServerOptions.defaults();
        options = options.withSpeech(options.speech().withDialect(ServerDialect.ECHO))
                .withLimits(options.limits().withMaxMessageBytes(ServerOptions.Limits.MOST_MESSAGE_BYTES));
        List<Wstest> parts = new ArrayList<>();
        try (ReferenceServer server = ReferenceServer.start(options)) {
            for (List<String> cases : PARTS) {
                Path reports = REPORTS.resolve("servers-" + parts.size());
                parts.add(Wstest.client(python, reports, "ws://127.0.0.1:" + server.port(), "server", cases));
            }
            List<Verdicts> verdicts = new ArrayList<>();
            for (Wstest part : parts) {
                part.await(TIMEOUT);
                verdicts.add(part.verdicts());
            }
            judge(Verdicts.sum(verdicts.stream()), List.of("server"));
        } finally {
            parts.forEach(Wstest::close);
        }
    }

    private static void judge(Verdicts verdicts, List<String> agents) {
        System.out.println(verdicts);
        agents.forEach(agent -> assertThat(verdicts.count(agent)).as(agent).isEqualTo(CASE_COUNT));
        assertThat(verdicts.bad()).isEmpty();
    }
}
