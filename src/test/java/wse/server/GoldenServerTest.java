package wse.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import wse.config.MessageForm;
import wse.dialect.Jwt;
import wse.genuine.Golden;

/** The reference server sends the same as the genuine one, except for ids, times and numbers that depend on them. */
class GoldenServerTest {

    /** Maps a golden case to the messages that the client sends when it is ready. */
    private static final Map<String, String> MESSAGES = Map.ofEntries(
            Map.entry("hello", "{\"t\":\"client_hello\",\"p\":{\"client_version\":\"x\",\"protocol_version\":1}}"),
            Map.entry("pong", RawClient.ping(1234567890123L)),
            Map.entry("pong_id_zero", RawClient.ping(0)),
            Map.entry("pong_id_negative", RawClient.ping(-5)),
            Map.entry("pong_id_largest", RawClient.ping((1L << 53) - 1)),
            Map.entry("pong_id_past_long", "{\"t\":\"ping\",\"p\":{\"timestamp\":18446744073709551615}}"),
            Map.entry("pong_id_string", "{\"t\":\"ping\",\"p\":{\"timestamp\":\"5\"}}"),
            Map.entry("pong_id_fraction", "{\"t\":\"ping\",\"p\":{\"timestamp\":1.5}}"),
            Map.entry("pong_id_absent", "{\"t\":\"ping\"}"),
            Map.entry("pong_client_timestamp", "{\"t\":\"ping\",\"p\":{\"client_timestamp\":5}}"));

    private static Golden.Frame wanted(MessageForm form, String name, int index) {
        return Golden.load(form.version(), name).frames().get(index);
    }

    private static String normal(String text) {
        return text.replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "ID")
                .replaceAll("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z", "TIME")
                .replaceAll("\"(server_timestamp|latency|client_timestamp)\":-?\\d+", "\"$1\":N");
    }

    private static ServerOptions options(MessageForm form) {
        ServerOptions defaults = ServerOptions.defaults();
        return defaults.withSpeech(defaults.speech().withForm(form));
    }

    @TestFactory
    Stream<DynamicTest> shouldAnswerLikeTheGenuineServer() {
        return Stream.of(MessageForm.values())
                .flatMap(form -> MESSAGES.entrySet().stream()
                        .map(sent -> DynamicTest.dynamicTest(form.version() + " " + sent.getKey(), () -> {
                            try (ReferenceServer server = ReferenceServer.start(options(form));
                                    RawClient client = RawClient.ready(server.port())) {
                                String answer =
                                        client.text(sent.getValue()).frame().text();
                                assertThat(normal(answer))
                                        .isEqualTo(normal(
                                                wanted(form, sent.getKey(), 1).text()));
                            }
                        })));
    }

    @TestFactory
    Stream<DynamicTest> shouldWelcomeLikeTheGenuineServer() {
        return Stream.of(MessageForm.values())
                .map(form -> DynamicTest.dynamicTest(form.version(), () -> {
                    Golden golden = Golden.load(form.version(), "ready");
                    try (ReferenceServer server = ReferenceServer.start(options(form));
                            RawClient client = new RawClient(server.port())) {
                        client.send(RawClient.request("/wse", "Cookie: access_token=" + RawClient.token()));
                        assertThat(client.head()).isEqualTo(new String(golden.head(), StandardCharsets.US_ASCII));
                        assertThat(normal(client.frame().text()))
                                .isEqualTo(normal(golden.frames().get(0).text()));
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> shouldRefuseTokensLikeTheGenuineServer() {
        Jwt jwt = new Jwt(ServerOptions.PUBLISHED_SECRET, InstantSource.system());
        Jwt other = new Jwt("another-secret-of-thirty-two-bytes", InstantSource.system());
        Map<String, List<String>> headers = Map.of(
                "auth_missing", List.of(),
                "auth_garbage", List.of("Cookie: access_token=abc"),
                "auth_expired", List.of("Cookie: access_token=" + jwt.issue("u", Duration.ofSeconds(-100))),
                "auth_bad_signature", List.of("Cookie: access_token=" + other.issue()),
                "auth_no_subject", List.of("Cookie: access_token=" + jwt.issue("", Duration.ofSeconds(100))),
                "auth_bad_cookie_good_bearer",
                        List.of("Cookie: access_token=" + other.issue(), "Authorization: Bearer " + jwt.issue()));
        return Stream.of(MessageForm.values())
                .flatMap(form -> headers.entrySet().stream()
                        .map(sent -> DynamicTest.dynamicTest(
                                form.version() + " " + sent.getKey(),
                                () -> refused(form, sent.getKey(), sent.getValue()))));
    }

    private static void refused(MessageForm form, String name, List<String> headers) throws Exception {
        try (ReferenceServer server = ReferenceServer.start(options(form));
                RawClient client = new RawClient(server.port())) {
            client.send(RawClient.request("/wse", headers.toArray(String[]::new)));
            assertThat(client.head()).startsWith("HTTP/1.1 101 ");
            assertThat(normal(client.frame().text()))
                    .isEqualTo(normal(wanted(form, name, 0).text()));
            RawClient.Frame close = client.frame();
            assertThat(close.first()).isEqualTo(RawClient.CLOSE);
            assertThat(close.payload()).isEqualTo(wanted(form, name, 1).payload());
            assertThat(client.ended()).isTrue();
            Map<String, Long> counters = RawClient.counters(server.metricsUri());
            assertThat(counters)
                    .containsEntry("wse_auth_failures_total", 1L)
                    .containsEntry("wse_connections_rejected_total", 1L)
                    .containsEntry("wse_connections_accepted_total", 0L)
                    .containsEntry("wse_connections", 0L);
        }
    }

    @Test
    void shouldKeepAliveLikeTheGenuineServer() throws Exception {
        for (MessageForm form : MessageForm.values()) {
            ServerOptions options = options(form);
            options = options.withLimits(options.limits().withPingInterval(Duration.ofMillis(50)));
            List<String> pings = new ArrayList<>();
            try (ReferenceServer server = ReferenceServer.start(options);
                    RawClient client = RawClient.ready(server.port())) {
                pings.add(client.frame().text());
                pings.add(client.frame().text());
            }
            String wanted = Golden.load(form.version(), "idle").texts().get(1);
            assertThat(pings).extracting(GoldenServerTest::normal).containsOnly(normal(wanted));
        }
    }

    @Test
    void shouldSayGoodbyeLikeTheGenuineServer() throws Exception {
        for (MessageForm form : MessageForm.values()) {
            ReferenceServer server = ReferenceServer.start(options(form));
            try (RawClient client = RawClient.ready(server.port())) {
                server.close();
                RawClient.Frame close = client.frame();
                assertThat(close.first()).isEqualTo(RawClient.CLOSE);
                assertThat(close.payload())
                        .isEqualTo(wanted(form, "server_stopped", 1).payload());
            }
        }
    }
}
