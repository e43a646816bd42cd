package wse.health;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import wse.dialect.CounterNames;

/** Pages of counters like those that real servers publish, each at its own path. */
class ServerMetricsTest {

    private static final String PLAIN =
            "wse_messages_received_total 12\nwse_connections_accepted_total 3\nwse_connections 2\n";
    private static final ServerCounters COUNTED = new ServerCounters(12L, null, 3L, null, 2L, null);
    private static final int BEYOND_THE_LIMIT = CounterBody.MOST_BYTES + 1;
    private static final ExecutorService THREADS = Executors.newCachedThreadPool();
    private static final CountDownLatch END = new CountDownLatch(1);

    private static HttpServer server;

    private interface Page {
        void serve(HttpExchange exchange) throws IOException;
    }

    /** @param finding what the finding contains; empty for none */
    private record Case(String name, Page page, ServerCounters counters, String finding) {

        Case(String name, String text, ServerCounters counters, String finding) {
            this(name, exchange -> answer(exchange, "", text.getBytes(StandardCharsets.UTF_8)), counters, finding);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static List<Case> cases() {
        ServerCounters unknown = ServerCounters.UNKNOWN;
        return List.of(
                new Case("plain", PLAIN, COUNTED, ""),
                new Case("windows", "\ufeff" + PLAIN.replace("\n", "\r\n"), COUNTED, ""),
                new Case("exemplar", """
                        # TYPE wse_messages_received counter
                        wse_messages_received_total{node="a"} 12 # {trace_id="6c1011d34f17c4ca"} 1.0
                        # TYPE wse_connections_accepted counter
                        wse_connections_accepted_total{node="a"} 3 # {trace_id="0af7651916cd43dd"} 1
                        # TYPE wse_connections gauge
                        wse_connections 2
                        # EOF
                        """, COUNTED, ""),
                new Case("brace", """
                        wse_messages_received_total{path="/{id}",note="a \\" } b"} 12 1700000000000
                        wse_connections_accepted_total{path="/{id}"} 3 1700000000000
                        wse_connections 2 1700000000000
                        """, COUNTED, ""),
                new Case(
                        "dash",
                        "uptime 12\nlast_error -\nwse_connections 2\nload e\nwse_messages_received_total 12\n",
                        new ServerCounters(12L, null, null, null, 2L, null),
                        ""),
                new Case(
                        "exponent",
                        "wse_messages_received_total 1.2e+01\nwse_connections_accepted_total 3e0\nwse_connections NaN\n",
                        new ServerCounters(12L, null, 3L, null, null, null),
                        "are incomplete: the page ADDRESS has no number for wse_connections"),
                new Case(
                        "html",
                        "<html>\n<body>\n<h1>status</h1>\nwse_connections <b>1</b>\n</body>\n</html>\n",
                        unknown,
                        "are unknown: the page ADDRESS, whose type is text/html, contains no number for any of the counters wse_connections, "),
                new Case("json", "{\"status\":{\"wse_connections\":1}}", unknown, "no number for any of the counters"),
                new Case("empty", "", unknown, "no number for any of the counters"),
                new Case("gzip", exchange -> answer(exchange, "gzip", gzip(PLAIN)), COUNTED, ""),
                new Case("gzip-untold", exchange -> answer(exchange, "", gzip(PLAIN)), COUNTED, ""),
                new Case(
                        "gzip-told-only",
                        exchange -> answer(exchange, "GZIP", PLAIN.getBytes(StandardCharsets.UTF_8)),
                        COUNTED,
                        ""),
                new Case(
                        "gzip-broken",
                        exchange -> answer(exchange, "gzip", new byte[] {0x1f, (byte) 0x8b, 8, 9}),
                        unknown,
                        ""),
                new Case("deflate", exchange -> answer(exchange, "deflate", deflate(PLAIN)), COUNTED, ""),
                new Case(
                        "brotli",
                        exchange -> answer(exchange, "br", new byte[9]),
                        unknown,
                        "could not be read: ADDRESS: its Content-Encoding is not supported: br"),
                new Case(
                        "bomb",
                        exchange -> answer(exchange, "gzip", gzip("a".repeat(BEYOND_THE_LIMIT))),
                        unknown,
                        "the page is longer than 16 MiB"),
                new Case("endless", ServerMetricsTest::endless, unknown, "the page is longer than 16 MiB"),
                new Case("silent", exchange -> await(), unknown, "could not be read: ADDRESS: "),
                new Case("stalled", ServerMetricsTest::stalled, unknown, "no complete answer within 500 ms"),
                new Case("cut", ServerMetricsTest::cut, unknown, "could not be read: ADDRESS: "),
                new Case("slow-drip", ServerMetricsTest::drip, unknown, "no complete answer within 500 ms"),
                new Case(
                        "escape",
                        exchange -> answer(exchange, "\u001b]0;title\u0007".repeat(100), new byte[9]),
                        unknown,
                        "could not be read: ADDRESS: "),
                new Case(
                        "lines",
                        exchange -> answer(
                                exchange,
                                "",
                                "\n".repeat(CounterBody.MOST_BYTES).getBytes(US_ASCII)),
                        unknown,
                        "no number for any of the counters"),
                new Case("many", manySeries(100_000), new ServerCounters(null, null, null, null, 100_000L, null), ""),
                new Case("too-many", manySeries(100_001), unknown, "more than 100000 lines mention its counters"),
                new Case("redirect", exchange -> redirect(exchange, "/plain"), COUNTED, ""),
                new Case("loop", exchange -> redirect(exchange, "/loop"), unknown, "HTTP status 301"),
                new Case(
                        "nowhere",
                        exchange -> redirect(exchange, "http://[::"),
                        unknown,
                        "could not be read: ADDRESS: "),
                new Case("missing", exchange -> exchange.sendResponseHeaders(404, -1), unknown, "HTTP status 404"),
                new Case("nothing", exchange -> exchange.sendResponseHeaders(204, -1), unknown, "HTTP status 204"));
    }

    @BeforeAll
    static void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(THREADS);
        cases().forEach(each -> server.createContext("/" + each.name(), exchange -> {
            try (exchange) {
                exchange.getResponseHeaders().set("Content-Type", "text/" + each.name());
                each.page().serve(exchange);
            }
        }));
        server.start();
    }

    @AfterAll
    static void close() {
        END.countDown();
        server.stop(0);
        THREADS.shutdownNow();
    }

    private static URI address(String name) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/" + name);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void shouldReadEveryFormOrSayWhyNot(Case each) {
        Duration timeout = Duration.ofMillis(each.name().startsWith("s") ? 500 : 10_000);
        URI address = address(each.name());

        CounterReading reading =
                new ServerMetrics(address, CounterNames.WSE, timeout).read().join();

        assertThat(reading.counters()).isEqualTo(each.counters());
        boolean complete = each.counters() == COUNTED || List.of("dash", "many").contains(each.name());
        assertThat(reading.findings())
                .hasSize(complete ? 0 : 1)
                .allSatisfy(finding -> assertThat(finding)
                        .startsWith("the server's counters ")
                        .contains(each.finding().replace("ADDRESS", address.toString()))
                        .doesNotContainPattern("\\p{Cntrl}"));
    }

    @Test
    void shouldSayThatNobodyListens() throws IOException {
        URI nothing;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nothing = URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/");
        }
        assertThat(new ServerMetrics(nothing, CounterNames.WSE).read().join().findings())
                .containsExactly(
                        "the server's counters could not be read: " + nothing + ": it does not accept connections");
    }

    /** Sends header fields for as long as anybody reads them. */
    @Test
    void shouldNotReadAnEndlessHead() throws Exception {
        AtomicLong sent = new AtomicLong();
        CompletableFuture<Socket> accepted = new CompletableFuture<>();
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            THREADS.submit(() -> {
                byte[] field = ("X: " + "y".repeat(1_000) + "\r\n").getBytes(US_ASCII);
                try (Socket socket = listener.accept()) {
                    accepted.complete(socket);
                    socket.getOutputStream().write("HTTP/1.1 200 OK\r\n".getBytes(US_ASCII));
                    while (true) {
                        socket.getOutputStream().write(field);
                        sent.addAndGet(field.length);
                    }
                }
            });
            URI address = URI.create("http://127.0.0.1:" + listener.getLocalPort() + "/");

            assertThat(new ServerMetrics(address, CounterNames.WSE)
                            .read()
                            .join()
                            .findings())
                    .singleElement()
                    .asString()
                    .contains("could not be read: " + address);
            assertThat(sent).hasValueLessThan(2L * CounterBody.MOST_BYTES);
            accepted.join().close();
        }
    }

    private static void answer(HttpExchange exchange, String coding, byte[] body) throws IOException {
        if (!coding.isEmpty()) {
            exchange.getResponseHeaders().set("Content-Encoding", coding);
        }
        exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    private static void redirect(HttpExchange exchange, String target) throws IOException {
        exchange.getResponseHeaders().set("Location", target);
        exchange.sendResponseHeaders(301, -1);
    }

    private static void endless(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        byte[] part = new byte[1 << 20];
        for (int sent = 0; sent < 2 * BEYOND_THE_LIMIT; sent += part.length) {
            exchange.getResponseBody().write(part);
        }
    }

    /** Never ends, and never falls silent either. */
    private static void drip(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        while (END.getCount() > 0) {
            exchange.getResponseBody().write('#');
            exchange.getResponseBody().flush();
        }
    }

    private static String manySeries(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "wse_connections{client=\"" + i + "\"} 1\n")
                .collect(Collectors.joining());
    }

    private static void stalled(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().write(PLAIN.getBytes(StandardCharsets.UTF_8));
        exchange.getResponseBody().flush();
        await();
    }

    private static void cut(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 1_000);
        exchange.getResponseBody().write(PLAIN.getBytes(StandardCharsets.UTF_8));
    }

    private static void await() {
        try {
            END.await();
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
        }
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static byte[] deflate(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new DeflaterOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
