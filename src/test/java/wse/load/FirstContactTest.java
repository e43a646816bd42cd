package wse.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import wse.dialect.Jwt;
import wse.dialect.OpeningRequest;
import wse.dialect.Payload;
import wse.dialect.PingForm;
import wse.dialect.WseDialect;
import wse.engine.Endpoint;
import wse.engine.EngineOptions;
import wse.engine.WebSocketClient;
import wse.load.EchoServer.Mood;
import wse.server.ReferenceServer;
import wse.server.ServerOptions;

/** A server that does not answer as the run requires is reported before any load, with the reason and a remedy. */
class FirstContactTest {

    private static final Duration SOON = Duration.ofMillis(500);
    private static final Duration PATIENT = Duration.ofSeconds(20);
    private static final String PATH = WseDialect.DEFAULT_TARGET;
    private static final Payload PROBE = Payload.text("to be sent back");

    private final WebSocketClient client = new WebSocketClient(EngineOptions.of(1));

    @AfterEach
    void close() {
        client.close();
    }

    private String contact(int port, String path, Duration readyTimeout, Optional<Payload> probe)
            throws FirstContact.Failure {
        WseDialect dialect =
                new WseDialect(path, new Jwt(ServerOptions.PUBLISHED_SECRET, InstantSource.system()).issue());
        OpeningRequest request = dialect.openingRequest(0);
        Endpoint endpoint = Endpoint.of(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                "localhost",
                request.target(),
                request.allHeaders());
        return FirstContact.make(
                        new LoadTarget(client, endpoint, dialect, List.of()),
                        readyTimeout,
                        probe,
                        Optional.of(PingForm.TEXT))
                .version();
    }

    private void assertRefused(int port, Duration readyTimeout, String... words) {
        assertFails(() -> contact(port, PATH, readyTimeout, Optional.empty()), words);
    }

    private static void assertFails(ThrowingCallable contact, String... words) {
        assertThatThrownBy(contact)
                .isInstanceOf(FirstContact.Failure.class)
                .message()
                .contains(words);
    }

    @Test
    void shouldReturnTheVersionOfAServerThatAnswers() throws Exception {
        try (ReferenceServer server = ReferenceServer.start(ServerOptions.defaults())) {
            assertThat(contact(server.port(), PATH, PATIENT, Optional.empty())).isNotEqualTo("unknown");
        }
    }

    @Test
    void shouldSayThatNothingListens() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        assertRefused(port, PATIENT, "nothing is listening there");
    }

    @Test
    void shouldSayThatItIsNotAWebSocketServer() throws Exception {
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.start();
        try {
            assertRefused(http.getAddress().getPort(), PATIENT, "HTTP 404 Not Found");
        } finally {
            http.stop(0);
        }
    }

    @Test
    void shouldSayThatTheUpgradeIsNeverAnswered() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            assertRefused(
                    silent.getLocalPort(),
                    SOON,
                    "after 500 ms",
                    "still waiting for the answer to the WebSocket upgrade");
        }
    }

    @Test
    void shouldSayThatTheServerRefusesTheToken() throws Exception {
        ServerOptions options = ServerOptions.defaults();
        options = options.withSpeech(options.speech().withSecret("another-secret-of-more-than-32-bytes"));
        try (ReferenceServer server = ReferenceServer.start(options)) {
            assertRefused(server.port(), PATIENT, "refused the token", "wse.secret");
        }
    }

    @Test
    void shouldSayThatTheServerNeverSaysReady() throws Exception {
        try (EchoServer server = new EchoServer(nth -> Mood.SWALLOW)) {
            assertFails(
                    () -> contact(server.address().getPort(), "/", SOON, Optional.empty()),
                    "after 500 ms",
                    "still waiting for the server to complete the login of the protocol wse",
                    "wse.dialect");
        }
    }

    @Test
    void shouldSayThatTheServerSendsNothingBack() throws Exception {
        try (ReferenceServer server = ReferenceServer.start(ServerOptions.defaults())) {
            assertFails(
                    () -> contact(server.port(), PATH, SOON, Optional.of(PROBE)),
                    "after 500 ms",
                    "still waiting for the server to send back a test message",
                    "reference server");
        }
    }
}
