package wse.health;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import wse.dialect.CounterNames;
import wse.measure.ServerUsage;

class ServerCountersTest {

    private final AtomicReference<String> body = new AtomicReference<>("");
    private volatile int status = 200;
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/metrics", exchange -> {
            byte[] bytes = body.get().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            try (exchange) {
                exchange.getResponseBody().write(bytes);
            }
        });
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    private ServerMetrics metrics() {
        return new ServerMetrics(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/metrics"), CounterNames.WSE);
    }

    @Test
    void shouldCountSinceAnEarlierReading() {
        ServerCounters before = new ServerCounters(10L, 0L, 5L, null, 3L, 40L);
        ServerCounters after = new ServerCounters(25L, 0L, 4L, 1L, 0L, 100L);

        assertThat(after.since(before)).isEqualTo(new ServerCounters(15L, 0L, null, null, 0L, 60L));
        assertThat(after.since(ServerCounters.UNKNOWN)).isEqualTo(new ServerCounters(null, null, null, null, 0L, null));
    }

    @Test
    void shouldAddUpProcessesAndOmitCountersThatOneOfThemLacks() {
        ServerCounters one = new ServerCounters(10L, 0L, 5L, null, 3L, 40L);
        ServerCounters other = new ServerCounters(7L, 2L, null, null, 4L, 2L);

        assertThat(one.plus(other)).isEqualTo(new ServerCounters(17L, 2L, null, null, 7L, 42L));
        assertThat(one.plus(ServerCounters.UNKNOWN)).isEqualTo(ServerCounters.UNKNOWN);
    }

    @Test
    void shouldWatchAllProcessesOfAServer() {
        body.set("wse_connections 5\nwse_messages_received_total 100\n");
        ServerWatch watch = ServerWatch.start(List.of(), List.of(metrics(), metrics()), 0);
        body.set("wse_connections 6\nwse_messages_received_total 150\n");
        watch.atHeight();

        ServerUsage usage = watch.stop();

        assertThat(usage.connections()).isEqualTo(12);
        assertThat(usage.received()).isEqualTo(100);
    }

    @Test
    void shouldWatchAServerOnThisMachine() {
        body.set("wse_connections 0\nwse_messages_received_total 100\nwse_inbound_dropped_total 1\n");
        List<Long> owners = ListeningProcess.find(
                InetAddress.getLoopbackAddress(), server.getAddress().getPort());
        assertThat(owners).containsExactly(ProcessHandle.current().pid());

        ServerWatch watch = ServerWatch.start(
                owners, List.of(metrics()), server.getAddress().getPort());
        body.set("wse_connections 50\nwse_messages_received_total 160\nwse_inbound_dropped_total 1\n");
        watch.atHeight();
        body.set("wse_connections 0\nwse_messages_received_total 170\nwse_inbound_dropped_total 3\n");
        ServerUsage usage = watch.stop();

        assertThat(usage.received()).isEqualTo(70);
        assertThat(usage.dropped()).isEqualTo(2);
        assertThat(usage.connections()).isEqualTo(50);
        assertThat(usage.accepted()).isNull();
        assertThat(usage.rssBytes()).isBetween(10_000_000L, 64_000_000_000L);
        assertThat(usage.cpuSeconds()).isNotNegative();
        assertThat(watch.findings()).isEmpty();
    }

    @Test
    void shouldSayWhatItCannotSee() {
        status = 500;

        ServerWatch watch = ServerWatch.start(List.of(), List.of(metrics()), 0);

        assertThat(watch.stop()).isEqualTo(ServerUsage.UNKNOWN);
        assertThat(watch.findings()).hasSize(1).allMatch(finding -> finding.endsWith("HTTP status 500"));
    }

    /** The pages answer only when all of them have been asked for, and are not asked for again if they have no counters. */
    @Test
    void shouldAskForAllPagesAtOnceAndOnlyOnceForThoseWithoutCounters() throws IOException {
        int processes = 20;
        CountDownLatch asked = new CountDownLatch(processes);
        AtomicInteger requests = new AtomicInteger();
        ExecutorService threads = Executors.newCachedThreadPool();
        HttpServer together = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        together.setExecutor(threads);
        together.createContext("/", exchange -> {
            requests.incrementAndGet();
            asked.countDown();
            try (exchange) {
                asked.await();
                exchange.sendResponseHeaders(404, -1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        together.start();
        String pages = "http://127.0.0.1:" + together.getAddress().getPort() + "/";

        ServerWatch watch = ServerWatch.start(
                List.of(),
                IntStream.range(0, processes)
                        .mapToObj(process -> new ServerMetrics(URI.create(pages + process), CounterNames.WSE))
                        .toList(),
                0);
        watch.atHeight();
        watch.stop();
        together.stop(0);
        threads.shutdownNow();

        assertThat(watch.findings())
                .containsExactly(
                        "the server's counters could not be read: " + pages + "0: HTTP status 404 (and 19 more cases)");
        assertThat(requests).hasValue(processes);
    }

    @Test
    void shouldNotSearchThisMachineForAServerOnAnother() throws IOException {
        InetAddress documentation = InetAddress.getByName("192.0.2.1"); // RFC 5737: no machine has it
        int port = server.getAddress().getPort();

        assertThat(ListeningProcess.find(documentation, port)).isEmpty();
    }

    /** Another server may use the same port on another address. */
    @Test
    void shouldNotMistakeAServerOnAnotherAddressForThisOne() throws IOException {
        int port = server.getAddress().getPort();

        assertThat(ListeningProcess.find(InetAddress.getByName("127.0.0.1"), port))
                .hasSize(1);
        assertThat(ListeningProcess.find(InetAddress.getByName("0.0.0.0"), port))
                .hasSize(1);
        assertThat(ListeningProcess.find(InetAddress.getByName("127.0.0.9"), port))
                .isEmpty();
    }
}
