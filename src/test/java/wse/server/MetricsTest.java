package wse.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The counters of the reference server are for programs on the same machine, not for web pages. */
class MetricsTest {

    private static ReferenceServer server;

    @BeforeAll
    static void start() {
        server = ReferenceServer.start(ServerOptions.defaults());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String answer(String request) throws Exception {
        try (RawClient client = new RawClient(server.metricsUri().getPort())) {
            return client.send(request).rest();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.0.0.1:6006", "127.1.2.3:1", "localhost:6006", "LocalHost", "[::1]:6006"})
    void shouldAnswerUnderALoopbackName(String host) throws Exception {
        assertThat(answer("GET /metrics HTTP/1.1\r\nHost: " + host + "\r\n\r\n"))
                .startsWith("HTTP/1.1 200 ")
                .contains("\nwse_connections 0\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host: attacker.example\r\n",
                "Host: attacker.example:6006\r\n",
                "Host: 127.0.0.1.attacker.example\r\n",
                "Host: localhost.attacker.example\r\n",
                "Host: 10.0.0.1\r\n",
                "Host: 127.0.0.1@attacker.example\r\n",
                "Host: \r\n",
                "",
                "Host: 127.0.0.1\r\nHost: attacker.example\r\n",
                "Host: 127.0.0.1\r\nOrigin: http://attacker.example\r\n",
                "Host: 127.0.0.1\r\nOrigin: null\r\n"
            })
    void shouldRefuseWhatAWebPageMayHaveCaused(String headers) throws Exception {
        for (String target : List.of("GET /metrics", "POST /metrics?gc")) {
            assertThat(answer(target + " HTTP/1.1\r\n" + headers + "\r\n"))
                    .startsWith("HTTP/1.1 403 ")
                    .doesNotContain("wse_");
        }
    }

    @Test
    void shouldCollectGarbageOnlyByPost() throws Exception {
        long before = collections();
        assertThat(answer("GET /metrics?gc HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                .startsWith("HTTP/1.1 405 ")
                .contains("allow: POST\r\n");
        assertThat(collections()).isEqualTo(before);

        assertThat(RawClient.countersAfterCollection(server.metricsUri())).containsKey("wse_heap_used_bytes");
        assertThat(collections()).isGreaterThan(before);
    }

    /** Full collections, which only this test causes. */
    private static long collections() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .filter(collector -> !collector.getName().matches(".*(Young|Copy|Scavenge|Concurrent).*"))
                .mapToLong(collector -> collector.getCollectionCount())
                .sum();
    }

    /** 64 clients that never finish their requests are all that the server keeps, and not for long. */
    @Test
    void shouldDropClientsThatNeverFinishTheirRequest() throws Exception {
        ServerOptions options = ServerOptions.defaults();
        ServerOptions.Limits limits = options.limits();
        List<RawClient> slow = new ArrayList<>();
        try (ReferenceServer strict = ReferenceServer.start(
                options.withLimits(limits.withHandshakes(limits.handshakes().withTimeout(Duration.ofSeconds(2)))))) {
            int port = strict.metricsUri().getPort();
            for (int i = 0; i < 64; i++) {
                slow.add(new RawClient(port).send("GET /metr"));
            }
            try (RawClient tooMany = new RawClient(port)) {
                assertThat(tooMany.ended()).isTrue();
            }
            for (RawClient client : slow) {
                assertThat(client.ended()).isTrue();
                client.close();
            }
            assertThat(RawClient.counters(strict.metricsUri())).containsEntry("wse_connections", 0L);
        }
    }
}
