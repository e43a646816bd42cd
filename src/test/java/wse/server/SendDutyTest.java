package wse.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.PooledByteBufAllocator;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import wse.config.ReadMode;

/** {@code duty=send}, in both read modes. */
@ParameterizedClass
@EnumSource(ReadMode.class)
class SendDutyTest {

    private static final String TARGET = "/wse?duty=send";
    private static final int PAUSED_CLIENTS = 64;

    private final ReferenceServer server;
    private final RawClient client;

    SendDutyTest(ReadMode mode) throws IOException {
        ServerOptions options = ServerOptions.defaults();
        server = ReferenceServer.start(options.withSpeech(options.speech().withRead(mode))
                .withListen(options.listen().withLoops(1)));
        client = RawClient.ready(server.port(), TARGET);
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        server.close();
    }

    private Map<String, Long> counters() throws IOException, InterruptedException {
        return RawClient.counters(server.metricsUri());
    }

    private long sent() throws IOException, InterruptedException {
        return counters().get("wse_flood_messages_sent_total");
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) 'x');
        return bytes;
    }

    private static void shouldBe(RawClient.Frame frame, int first, byte[] payload) {
        assertThat(frame.first()).isEqualTo(first);
        assertThat(frame.payload()).isEqualTo(payload);
    }

    /** Sends a ping, reads copies until the pong comes, and returns the number of copies. */
    private static long copiesUntilPong(RawClient client, int first, byte[] payload) throws IOException {
        client.text(RawClient.ping(77));
        return restUntilPong(client, first, payload);
    }

    private static long restUntilPong(RawClient client, int first, byte[] payload) throws IOException {
        long copies = 0;
        RawClient.Frame frame = client.frame();
        while (!frame.text().contains("\"client_timestamp\":77,")) {
            shouldBe(frame, first, payload);
            copies++;
            frame = client.frame();
        }
        return copies;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 8, 125, 126, 127, 175, 65_535, 65_536, 65_537, 1 << 20})
    void shouldSendTheFirstMessageUntilThePing(int length) throws Exception {
        byte[] payload = bytes(length);
        long copies = 0;
        for (int first : new int[] {RawClient.TEXT, RawClient.BINARY}) {
            client.send(RawClient.masked(first, payload));
            for (int i = 0; i < 5; i++) {
                shouldBe(client.frame(), first, payload);
            }
            copies += 5 + copiesUntilPong(client, first, payload);
            assertThat(sent()).isEqualTo(copies);
            // After the pong comes only the pong of the barrier.
            client.barrier();
        }
        assertThat(counters()).containsEntry("wse_messages_received_total", 6L);
    }

    @Test
    void shouldSendTheNextMessageThatFollowsThePing() throws Exception {
        client.send(RawClient.masked(RawClient.TEXT, bytes(100)));
        shouldBe(client.frame(), RawClient.TEXT, bytes(100));
        byte[] ping = RawClient.masked(RawClient.TEXT, RawClient.ping(77).getBytes(UTF_8));
        byte[] next = RawClient.masked(RawClient.BINARY, bytes(200));
        byte[] both = Arrays.copyOf(ping, ping.length + next.length);
        System.arraycopy(next, 0, both, ping.length, next.length);
        client.send(both);
        restUntilPong(client, RawClient.TEXT, bytes(100));
        for (int i = 0; i < 2_000; i++) {
            shouldBe(client.frame(), RawClient.BINARY, bytes(200));
        }
        copiesUntilPong(client, RawClient.BINARY, bytes(200));
        client.barrier();
    }

    @Test
    void shouldSendTheSameMessageToManyAndDifferentOnesToEach() throws Exception {
        List<RawClient> clients = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            clients.add(
                    RawClient.ready(server.port(), TARGET).send(RawClient.masked(RawClient.TEXT, bytes(100 + i / 2))));
        }
        long copies = 0;
        for (int i = 0; i < 8; i++) {
            shouldBe(clients.get(i).frame(), RawClient.TEXT, bytes(100 + i / 2));
            copies += 1 + copiesUntilPong(clients.get(i), RawClient.TEXT, bytes(100 + i / 2));
        }
        assertThat(sent()).isEqualTo(copies);
        for (RawClient each : clients) {
            each.close();
        }
    }

    @Test
    void shouldNotSendCopiesOfAHelloOrAPing() throws Exception {
        client.text("{\"t\":\"client_hello\",\"p\":{\"protocol_version\":1}}");
        assertThat(client.frame().text()).contains("\"server_hello\"");
        client.barrier();
        assertThat(sent()).isZero();
    }

    @Test
    void shouldKeepSendingTheFirstMessageAndAnswerControlPings() throws Exception {
        client.send(RawClient.masked(RawClient.TEXT, bytes(175)))
                .send(RawClient.masked(RawClient.TEXT, bytes(50)))
                .send(RawClient.masked(RawClient.PING, bytes(4)));
        RawClient.Frame frame = client.frame();
        while (frame.first() != RawClient.PONG) {
            shouldBe(frame, RawClient.TEXT, bytes(175));
            frame = client.frame();
        }
        shouldBe(frame, RawClient.PONG, bytes(4));
        shouldBe(client.frame(), RawClient.TEXT, bytes(175));
        copiesUntilPong(client, RawClient.TEXT, bytes(175));
    }

    @Test
    void shouldAnswerOtherConnectionsOfTheLoopDuringAFlood() throws Exception {
        client.send(RawClient.masked(RawClient.TEXT, bytes(175)));
        AtomicLong copies = new AtomicLong();
        Thread reader = new Thread(() -> client.countUntil("\"client_timestamp\":77,", copies));
        reader.start();
        try (RawClient other = RawClient.ready(server.port())) {
            for (int i = 0; i < 100; i++) {
                other.barrier();
            }
        }
        client.text(RawClient.ping(77));
        reader.join();
        assertThat(copies.get()).isPositive();
        assertThat(sent()).isEqualTo(copies.get());
    }

    @Test
    void shouldHoldNoMoreThanOneSharedBlockForClientsThatDoNotRead() throws Exception {
        byte[] payload = bytes(1 << 20);
        long before = PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory();
        List<RawClient> paused = new ArrayList<>();
        for (int i = 0; i < PAUSED_CLIENTS; i++) {
            paused.add(RawClient.ready(server.port(), TARGET).send(RawClient.masked(RawClient.BINARY, payload)));
        }
        long sent = untilItRests();
        long held = PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory() - before;
        assertThat(held)
                .as("direct memory, of which a copy for each would be 64 MiB")
                .isLessThan(32 << 20);
        client.barrier();
        long copies = 0;
        for (RawClient each : paused) {
            copies += copiesUntilPong(each, RawClient.BINARY, payload);
            each.close();
        }
        assertThat(copies).isGreaterThanOrEqualTo(sent);
        assertThat(sent()).isEqualTo(copies);
    }

    private long untilItRests() throws Exception {
        long before = -1;
        long now = sent();
        while (now != before) {
            before = now;
            client.barrier();
            Thread.onSpinWait();
            now = sent();
        }
        return now;
    }

    @Test
    void shouldSurviveAClientThatVanishes() throws Exception {
        RawClient vanishing = RawClient.ready(server.port(), TARGET);
        vanishing.send(RawClient.masked(RawClient.TEXT, bytes(175)));
        shouldBe(vanishing.frame(), RawClient.TEXT, bytes(175));
        vanishing.close();
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (counters().get("wse_connections") > 1 && System.nanoTime() < end) {
            client.barrier();
        }
        long sent = sent();
        assertThat(counters()).containsEntry("wse_connections", 1L);
        assertThat(sent).isPositive();
        client.send(RawClient.masked(RawClient.TEXT, bytes(175)));
        assertThat(copiesUntilPong(client, RawClient.TEXT, bytes(175)) + sent).isEqualTo(sent());
    }

    @Test
    void shouldStopInTheMiddleOfAFlood() throws Exception {
        ReferenceServer stopped = ReferenceServer.start(ServerOptions.defaults());
        try (RawClient flooded = RawClient.ready(stopped.port(), TARGET)) {
            flooded.send(RawClient.masked(RawClient.TEXT, bytes(175)));
            shouldBe(flooded.frame(), RawClient.TEXT, bytes(175));
            // Returns although the client of the flood reads nothing meanwhile.
            stopped.close();
            assertThat(flooded.rest()).contains("x".repeat(175));
        }
    }
}
