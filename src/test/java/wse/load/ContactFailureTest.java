package wse.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import wse.dialect.Dialect;
import wse.dialect.DialectContext;
import wse.dialect.EchoDialect;
import wse.dialect.PingForm;
import wse.dialect.Script;
import wse.dialect.script.ScriptProvider;
import wse.engine.ClientTls;
import wse.engine.Disconnect;
import wse.engine.Endpoint;
import wse.engine.EngineOptions;
import wse.engine.HttpRefusal;
import wse.engine.ScriptedServer;
import wse.engine.ScriptedServer.Peer;
import wse.engine.WebSocketClient;
import wse.measure.LatencyCollector;
import wse.measure.Outcome;
import wse.measure.OutcomeCounts;
import wse.measure.OutcomeDetail;
import wse.plan.Ramp;
import wse.plan.StormPlan;

/**
 * The message for the user about a server that does not answer as it should: the reason, the server's words, and a
 * suitable remedy.
 */
class ContactFailureTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(150);
    private static final String GOOD =
            "HTTP/1.1 101 x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: @\r\n\r\n";

    private static final String TARGET = "/chat?token=hidden-value";

    private static WebSocketClient client;

    @BeforeAll
    static void start() {
        client = new WebSocketClient(EngineOptions.of(1));
    }

    @AfterAll
    static void stop() {
        client.close();
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                refusal("403 Forbidden\r\n\r\nOrigin must be x", "HTTP 403 Forbidden: \"Origin must be x\""),
                refusal("400 Bad Request\r\n\r\n", "HTTP 400 Bad Request; check wse.path, and whether"),
                refusal("401 Unauthorized\r\n\r\n", "HTTP 401 Unauthorized; check the credentials"),
                refusal("404 Not Found\r\n\r\nnothing here", "404 Not Found: \"nothing here\"; check wse.path"),
                refusal("429 Slow Down\r\nRetry-After: 9\r\n\r\n", "429 Slow Down, Retry-After: 9 s; wait until"),
                refusal("502 Bad Gateway\r\n\r\n", "HTTP 502 Bad Gateway; check the log"),
                refusal("200 OK\r\n\r\nhello", "HTTP 200 OK: \"hello\"; check wse.path, and that this is a WebSocket"),
                refusal(
                        "308 Permanent Redirect\r\nLocation: /live/ws?token=secret\r\n\r\n",
                        "the server redirects to /live/ws?token=******** (HTTP 308). Redirects are not followed; use"
                                + " the settings of the new address: -Dwse.path=/live/ws?token=********"),
                refusal(
                        "301 Moved\r\nLocation: wss://other.example/ws\r\n\r\n",
                        "redirects to wss://other.example/ws (HTTP 301). Redirects are not followed; use the settings"
                                + " of the new address: -Dwse.host=other.example -Dwse.port=443 -Dwse.tls=true"
                                + " -Dwse.path=/ws"),
                refusal("302 Found\r\nLocation: ::bad uri\r\n\r\n", "redirects to ::bad uri (HTTP 302)"),
                refusal("304 Not Modified\r\n\r\n", "HTTP 304 Not Modified; check wse.path"));
    }

    private static Arguments refusal(String response, String sentence) {
        return Arguments.of("HTTP/1.1 " + response, sentence);
    }

    static Stream<Arguments> endings() {
        return Stream.of(
                Arguments.of(
                        "SSH-2.0-OpenSSH\r\n", "does not speak HTTP there (upgrade response: not HTTP/1.1: \"SSH-2"),
                Arguments.of(
                        "\u0015\u0003\u0003\u0000\u0002\u0002F", "answered with TLS instead of HTTP; set wse.tls=true"),
                Arguments.of(
                        GOOD.replace("\r\n\r\n", "\r\nSec-WebSocket-Protocol: ocpp1.6\r\n\r\n"),
                        "violated the rules of the WebSocket protocol: upgrade response: a subprotocol that was not"
                                + " requested: \"ocpp1.6\""),
                Arguments.of(GOOD.replace("1.1 101", "1.0 101"), "the status line is HTTP/1.0 101"),
                Arguments.of(
                        "HTTP/1.1 101 Switching\r\n",
                        "the connection was lost while the client was waiting for the answer to the WebSocket upgrade (the"
                                + " connection ended in the middle of the response to the upgrade: HTTP 101 Switching)"),
                Arguments.of(
                        "",
                        "(the connection ended before the upgrade was answered); check that a WebSocket server listens"),
                Arguments.of(
                        GOOD + "\u0088\u0008\u0003\u00f0closed",
                        "closed the connection with close code 1008 (close reason \"closed\") while the client was"
                                + " waiting for the answer to its ping in the protocol echo"),
                Arguments.of(
                        GOOD + "\u0081\u0002hi\u0088\u0002\u000f\u00a0",
                        "close code 4000 while the client was waiting for the answer to its ping in the protocol echo,"
                                + " after the server had sent 1 message: \"hi\"; if the server speaks another protocol"),
                Arguments.of(
                        GOOD + "\u0082\u007f\u0000\u0000\u0000\u0000\u0001\u0000\u0000\u0001",
                        "sent more than the client accepts (a message must not exceed 16777216 bytes: length=16777217);"
                                + " raise wse.maxMessageSize"));
    }

    @ParameterizedTest
    @MethodSource({"refusals", "endings"})
    void shouldSayWhyTheServerCannotBeUsed(String response, String sentence) throws Exception {
        try (ScriptedServer server = answering(response, true)) {
            assertThatThrownBy(() -> contact(server.endpoint(), LONG))
                    .isInstanceOf(FirstContact.Failure.class)
                    .hasMessageContaining(sentence)
                    .hasMessageNotContaining("wse.port and wse.tls")
                    .hasMessageNotContaining("hidden-value")
                    .matches(failure -> ((FirstContact.Failure) failure).isConnected());
        }
    }

    static Stream<Arguments> silences() {
        return Stream.of(
                Arguments.of(
                        "",
                        "for the answer to the WebSocket upgrade; check that a WebSocket server listens on wse.port"),
                Arguments.of(
                        "HTTP/1.1 101 Switching\r\nUpgrade: web",
                        "for the rest of the answer to the WebSocket upgrade, which began with HTTP 101 Switching"),
                Arguments.of(
                        GOOD + "\u0081\u0002hi\u0081\u0002ho",
                        "for the answer to its ping in the protocol echo, after the server had sent 2 messages, first:"
                                + " \"hi\"; if the server speaks another protocol"));
    }

    @ParameterizedTest
    @MethodSource("silences")
    void shouldSayWhatItWaitedForAndWhatCameInstead(String response, String sentence) throws Exception {
        try (ScriptedServer server = answering(response, false)) {
            assertThatThrownBy(() -> contact(server.endpoint(), SHORT))
                    .hasMessageStartingWith("after 150 ms (wse.readyTimeout), the client was still waiting for ")
                    .hasMessageContaining(sentence);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            CERTIFICATE_NOT_TRUSTED | the server's certificate is not trusted: D. Give its authority with -Dwse.tls.ca=ca.pem,
            CERTIFICATE_EXPIRED | the server's certificate is not valid now: D; renew it,
            CERTIFICATE_WRONG_NAME | certificate is for another host: D; set wse.host or wse.tls.serverName to a name from
            CLIENT_CERTIFICATE_REQUIRED | D; give one with -Dwse.tls.certificate=client.pem and its key with -Dwse.tls.key
            CLIENT_CERTIFICATE_REFUSED | D; set wse.tls.certificate to one that is valid now and signed by an authority
            """)
    void shouldSayWhatToDoAboutCertificates(Disconnect.Kind kind, String sentence) throws Exception {
        assertThat(failure(ClientTls.DEFAULT).sentence(new Disconnect(kind, 0, "D")))
                .contains(sentence);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            400 | the server answered the WebSocket upgrade with HTTP 400; check the key "path" in chat.yaml, and whether
            401 | the server answered the WebSocket upgrade with HTTP 401; check the credentials that chat.yaml sends
            404 | the server answered the WebSocket upgrade with HTTP 404; check the key "path" in chat.yaml
            """)
    void shouldNameTheFileThatDescribesTheProtocol(int status, String sentence) throws Exception {
        Dialect described = new ScriptProvider()
                .create(DialectContext.at(Instant.EPOCH).withScript(new Script("chat.yaml", "path: /live", Map.of())));
        HttpRefusal refusal = new HttpRefusal(status, "", "", Optional.empty(), Optional.empty());
        Disconnect why = new Disconnect(Disconnect.Kind.REJECTED, status, "", Optional.of(refusal));

        assertThat(failure(ClientTls.DEFAULT, described).sentence(why))
                .startsWith(sentence)
                .doesNotContain("wse.path");
    }

    @Test
    void shouldNameTheClientCertificateIfItMayBeMissing() throws Exception {
        Disconnect why = new Disconnect(Disconnect.Kind.TLS_FAILED, 0, "no cipher suite, or a client certificate");

        assertThat(failure(ClientTls.DEFAULT).sentence(why))
                .isEqualTo("the TLS handshake failed: no cipher suite, or a client certificate; if it requires a client"
                        + " certificate, give one with -Dwse.tls.certificate=client.pem and its key with"
                        + " -Dwse.tls.key=client.key");
    }

    private static ContactFailure failure(ClientTls tls) throws Exception {
        return failure(tls, new EchoDialect("/"));
    }

    private static ContactFailure failure(ClientTls tls, Dialect dialect) throws Exception {
        Endpoint endpoint = Endpoint.of(new InetSocketAddress("127.0.0.1", 1), "h:1", "/", Map.of())
                .withTls(tls);
        return new ContactFailure(
                endpoint, "/", dialect, new ContactFailure.WaitingFor("", ""), ContactFailure.Heard.NOTHING);
    }

    @Test
    void shouldSayThatAnotherAddressMayAnswer() throws Exception {
        Endpoint nobody;
        try (ScriptedServer closed = answering("", true)) {
            nobody = closed.endpoint();
        }

        assertThatThrownBy(() -> contact(nobody, LONG))
                .hasMessageContaining("nothing is listening there (connection refused)")
                .matches(failure -> !((FirstContact.Failure) failure).isConnected());
    }

    @Test
    void shouldKeepOneExampleOfWhatTheServerSaysInATier() throws Exception {
        try (ScriptedServer server = answering("HTTP/1.1 503 Busy\r\nRetry-After: 3\r\n\r\nfull", true)) {
            OutcomeCounts outcomes = storm(server.endpoint());

            assertThat(outcomes.asMap()).isEqualTo(Map.of(Outcome.handshakeRejected(503), 2L));
            assertThat(outcomes.details())
                    .isEqualTo(Map.of(
                            Outcome.handshakeRejected(503),
                            new OutcomeDetail(
                                    "HTTP 503 Busy, Retry-After: 3 s: \"full\"", Optional.of(Duration.ofSeconds(3)))));
        }
    }

    @Test
    void shouldNotBlameTheServerForItsOwnLimit() throws Exception {
        String big = GOOD + "\u0082\u007f\u0000\u0000\u0000\u0000\u0001\u0000\u0000\u0001";
        try (ScriptedServer server = answering(big, false)) {
            OutcomeCounts outcomes = storm(server.endpoint());

            assertThat(outcomes.of(Outcome.OK) + outcomes.of(Outcome.CLIENT_LIMIT))
                    .isEqualTo(2);
            assertThat(outcomes.of(Outcome.CLIENT_LIMIT)).isPositive();
            assertThat(outcomes.detail(Outcome.CLIENT_LIMIT).text())
                    .isEqualTo("a message must not exceed 16777216 bytes: length=16777217; wse.maxMessageSize sets this"
                            + " limit");
        }
    }

    private static String contact(Endpoint endpoint, Duration readyTimeout) throws FirstContact.Failure {
        return FirstContact.make(target(endpoint), readyTimeout, Optional.empty(), Optional.of(PingForm.TEXT))
                .version();
    }

    private static OutcomeCounts storm(Endpoint endpoint) throws Exception {
        Stage stage = new Stage(target(endpoint), new LatencyCollector((kind, histogram) -> {}), new Unwatched());
        StormPlan plan = new StormPlan(new Ramp(2, 1, 0, LONG, LONG));
        return new Loads().run(plan, stage).get(60, TimeUnit.SECONDS).figures().outcomes();
    }

    private static LoadTarget target(Endpoint endpoint) {
        Dialect dialect = new EchoDialect(TARGET);
        return new LoadTarget(client, endpoint.withRequest(TARGET, Map.of()), dialect, List.of());
    }

    /**
     * Sends the same response to each upgrade request, then ignores what it receives.
     *
     * @param response each character is a byte; {@code @} stands for the correct accept value
     * @param ends whether to end the connection after the response
     */
    private static ScriptedServer answering(String response, boolean ends) throws IOException {
        return new ScriptedServer(peer -> {
            String accept = Peer.accept(peer.readRequest());
            peer.write(response.replace("@", accept).getBytes(StandardCharsets.ISO_8859_1));
            while (!ends && peer.read() >= 0) {
                // Everything that the client sends is ignored.
            }
        });
    }
}
