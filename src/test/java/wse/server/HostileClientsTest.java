package wse.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.PooledByteBufAllocator;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import wse.config.MessageForm;

/**
 * Clients that do what no client should do. The server disconnects them in time, and continues to serve another client.
 */
class HostileClientsTest {

    private static final Duration SHORT = Duration.ofMillis(200);
    /** The year 2100, in seconds since 1970. */
    private static final long LATER = 4_102_444_800L;

    private static final long LONG_AGO = 1_000_000_000;
    private static final String HS256 = "{\"alg\":\"HS256\",\"typ\":\"JWT\"}";
    private static final String GOOD = claims("wse-bench", "wse-bench", LATER);

    private static ReferenceServer server;
    private static RawClient other;

    @BeforeAll
    static void start() throws IOException {
        ServerOptions options = ServerOptions.defaults();
        server = ReferenceServer.start(options.withListen(options.listen().withLoops(1))
                .withLimits(options.limits()
                        .withHandshakes(options.limits().handshakes().withTimeout(SHORT))));
        other = RawClient.ready(server.port());
    }

    @AfterAll
    static void stop() throws IOException {
        other.close();
        server.close();
    }

    private static long counter(String name) throws IOException, InterruptedException {
        return RawClient.counters(server.metricsUri()).get(name);
    }

    private static String claims(String issuer, String audience, long expires) {
        return "{\"sub\":\"bench-user\",\"iss\":\"" + issuer + "\",\"aud\":\"" + audience + "\",\"exp\":" + expires
                + "}";
    }

    private static String part(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(UTF_8));
    }

    private static String signed(String header, String claims, String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
            String content = part(header) + "." + part(claims);
            byte[] signature = mac.doFinal(content.getBytes(US_ASCII));
            return content + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
        } catch (java.security.GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static String signed(String header, String claims) {
        return signed(header, claims, ServerOptions.PUBLISHED_SECRET);
    }

    static Stream<Arguments> badTokens() {
        String good = signed(HS256, GOOD);
        String signature = good.substring(good.lastIndexOf('.'));
        String other = claims("wse-bench", "wse-bench", LATER + 1);
        return Stream.of(
                Arguments.of("forged with another secret", signed(HS256, GOOD, "x".repeat(32))),
                Arguments.of("with another token's signature", part(HS256) + "." + part(other) + signature),
                Arguments.of("without a signature", good.substring(0, good.length() - signature.length() + 1)),
                Arguments.of("alg=none", part("{\"alg\":\"none\"}") + "." + part(GOOD) + "."),
                Arguments.of("alg=none with a signature", signed("{\"alg\":\"none\"}", GOOD)),
                Arguments.of("alg=NonE", part("{\"alg\":\"NonE\"}") + "." + part(GOOD) + "."),
                Arguments.of("alg=HS512", signed("{\"alg\":\"HS512\"}", GOOD)),
                Arguments.of("alg=RS256", signed("{\"alg\":\"RS256\"}", GOOD)),
                Arguments.of("no alg", signed("{}", GOOD)),
                Arguments.of("a critical header", signed("{\"alg\":\"HS256\",\"crit\":[\"x\"],\"x\":1}", GOOD)),
                Arguments.of("expired", signed(HS256, claims("wse-bench", "wse-bench", LONG_AGO))),
                Arguments.of("expired in 1970", signed(HS256, claims("wse-bench", "wse-bench", 0))),
                Arguments.of("never expiring", signed(HS256, GOOD.replace("\"exp\"", "\"x\""))),
                Arguments.of("not valid yet", signed(HS256, GOOD.replace("{", "{\"nbf\":" + LATER + ","))),
                Arguments.of("wrong audience", signed(HS256, claims("wse-bench", "somebody", LATER))),
                Arguments.of("no audience", signed(HS256, GOOD.replace("\"aud\"", "\"x\""))),
                Arguments.of("wrong issuer", signed(HS256, claims("somebody", "wse-bench", LATER))),
                Arguments.of("no user", signed(HS256, GOOD.replace("\"sub\"", "\"x\""))),
                Arguments.of("claims that are no object", signed(HS256, "[]")),
                Arguments.of("claims nested 2,000 deep", signed(HS256, "[".repeat(2_000))),
                Arguments.of("dots", ".."),
                Arguments.of("garbage", "a.b.c"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badTokens")
    void shouldRefuseABadToken(String what, String token) throws Exception {
        long before = counter("wse_auth_failures_total");
        try (RawClient client = new RawClient(server.port())) {
            client.send(RawClient.request("/wse", "Authorization: Bearer " + token))
                    .head();
            assertThat(client.frame().text()).as(what).contains("AUTH_");
            assertThat(client.frame().first()).isEqualTo(RawClient.CLOSE);
            assertThat(client.ended()).isTrue();
        }
        assertThat(counter("wse_auth_failures_total")).isEqualTo(before + 1);
        assertThat(counter("wse_connections")).isOne();
        other.barrier();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "G", "GET /wse HTTP/1.1\r\n", "GET /wse HTTP/1.1\r\nHost: localhost\r\nX-Fie"})
    void shouldDropAClientThatNeverFinishesItsRequest(String begun) throws Exception {
        long start = System.nanoTime();
        try (RawClient client = new RawClient(server.port())) {
            client.send(begun);
            other.barrier();
            assertThat(client.ended()).isTrue();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(SHORT.dividedBy(2));
        }
    }

    @Test
    void shouldDropAClientThatSendsItsRequestTooSlowly() throws Exception {
        try (RawClient client = new RawClient(server.port())) {
            Thread slow = new Thread(() -> drip(client, RawClient.request("/wse")));
            slow.start();
            assertThat(client.ended()).isTrue();
            slow.join(TimeUnit.SECONDS.toMillis(20));
            assertThat(slow.isAlive()).isFalse();
        }
        other.barrier();
    }

    /** The limits are those of a server for few connections; the clients at 127.0.0.3 are the ones that it must serve. */
    @ParameterizedTest
    @EnumSource(MessageForm.class)
    void shouldServeOthersWhileOneAddressNeverFinishesItsRequests(MessageForm form) throws Exception {
        ServerOptions options = ServerOptions.defaults();
        ServerOptions.Limits limits = options.limits().withMaxConnections(20);
        List<RawClient> silent = new ArrayList<>();
        long before = usedBytes();
        try (ReferenceServer few =
                ReferenceServer.start(options.withListen(options.listen().withLoops(1))
                        .withSpeech(options.speech().withForm(form))
                        .withLimits(limits.withHandshakes(limits.handshakes().withTimeout(Duration.ofMinutes(1)))))) {
            for (int i = 0; i < 400; i++) {
                silent.add(new RawClient(few.port(), "127.0.0.2"));
                silent.get(i).sendIfItCan("GET /wse HTTP/1.1\r\nX: " + "y".repeat(8_000));
            }
            try (RawClient client = new RawClient(few.port(), "127.0.0.3").upgraded()) {
                client.barrier();
                assertThat(RawClient.counters(few.metricsUri()))
                        .containsEntry("wse_connections", 1L)
                        .containsEntry("wse_connections_rejected_total", 400L - 20 - 128);
            }
            assertThat(usedBytes() - before).isLessThan(16 << 20);
            for (RawClient client : silent) {
                client.close();
            }
            RawClient.ready(few.port()).barrier().close();
        }
    }

    private static void drip(RawClient client, String text) {
        try {
            for (byte each : text.repeat(10).getBytes(US_ASCII)) {
                client.send(new byte[] {each});
                TimeUnit.MILLISECONDS.sleep(20);
            }
        } catch (IOException | InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Beginnings of frames, in hexadecimal, that are never continued. */
    @ParameterizedTest
    @CsvSource({"81", "82fe", "82ff0000000000100000", "82ff000000000010000001020304aa", "010001020304", "8900"})
    void shouldDropAClientThatNeverFinishesItsFrame(String begun) throws Exception {
        ServerOptions options = ServerOptions.defaults();
        long before = usedBytes();
        try (ReferenceServer strict = ReferenceServer.start(
                        options.withLimits(options.limits().withIdleTimeout(SHORT)));
                RawClient client = RawClient.ready(strict.port())) {
            client.send(HexFormat.of().parseHex(begun));
            assertThat(client.frame().first()).isEqualTo(RawClient.CLOSE);
            assertThat(client.ended()).isTrue();
            assertThat(usedBytes() - before).isLessThan(32 << 20);
        }
    }

    @Test
    void shouldHoldLittleMemoryForAClientThatNeverReadsItsEchoes() throws Exception {
        byte[] message = RawClient.masked(RawClient.BINARY, new byte[10_000]);
        Thread sender;
        long before = usedBytes();
        try (RawClient deaf = RawClient.ready(server.port(), "/wse?duty=echo")) {
            sender = new Thread(() -> deaf.sendUntilItFails(message));
            sender.start();
            long seen = -1;
            while (seen != counter("wse_messages_received_total")) {
                seen = counter("wse_messages_received_total");
                sender.join(SHORT.toMillis());
            }
            assertThat(sender.isAlive()).as("still blocked in its write").isTrue();
            assertThat(usedBytes() - before).isLessThan(32 << 20);
            other.barrier();
        }
        sender.join();
    }

    private static long usedBytes() {
        return PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory();
    }
}
