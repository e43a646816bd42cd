package wse.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import wse.config.ReadMode;

/** {@code duty=echo}, in both read modes. */
@ParameterizedClass
@EnumSource(ReadMode.class)
class EchoDutyTest {

    private static final String TARGET = "/wse?duty=echo";
    private static final String HELLO = "{\"t\":\"client_hello\",\"p\":{\"protocol_version\":1}}";

    private final ReferenceServer server;
    private final RawClient client;

    EchoDutyTest(ReadMode mode) throws IOException {
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

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) ('a' + i % 26);
        }
        return bytes;
    }

    private void shouldGet(int first, byte[] payload) throws IOException {
        RawClient.Frame frame = client.frame();
        assertThat(frame.first()).isEqualTo(first);
        assertThat(frame.payload()).isEqualTo(payload);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 7, 8, 9, 125, 126, 127, 65_535, 65_536, 65_537, 1 << 20})
    void shouldSendEveryMessageBackUnchanged(int length) throws Exception {
        byte[] payload = bytes(length);
        client.send(RawClient.masked(RawClient.TEXT, payload));
        shouldGet(RawClient.TEXT, payload);
        client.send(RawClient.masked(RawClient.BINARY, payload));
        shouldGet(RawClient.BINARY, payload);
        client.barrier();
        assertThat(counters())
                .containsEntry("wse_messages_received_total", 3L)
                .containsEntry("wse_flood_messages_sent_total", 2L)
                .containsEntry("wse_protocol_errors_total", 0L);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125, 65_536})
    void shouldSendAFragmentedMessageBackInOneFrame(int length) throws Exception {
        byte[] payload = bytes(length);
        client.send(RawClient.masked(0x02, payload))
                .send(RawClient.masked(RawClient.PING, bytes(3)))
                .send(RawClient.masked(0x00, bytes(0)))
                .send(RawClient.masked(0x80, payload));
        shouldGet(RawClient.PONG, bytes(3));
        byte[] twice = Arrays.copyOf(payload, 2 * length);
        System.arraycopy(payload, 0, twice, length, length);
        shouldGet(RawClient.BINARY, twice);
    }

    @Test
    void shouldKeepTheOrderOfEchoesAndPongs() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < 500; i++) {
            out.writeBytes(RawClient.masked(RawClient.TEXT, ("{\"n\":" + i + "}").getBytes(UTF_8)));
            if (i % 3 == 0) {
                out.writeBytes(
                        RawClient.masked(RawClient.TEXT, RawClient.ping(i).getBytes(UTF_8)));
            }
            if (i % 5 == 0) {
                out.writeBytes(
                        RawClient.masked(RawClient.PING, Integer.toString(i).getBytes(UTF_8)));
            }
        }
        client.send(out.toByteArray());
        for (int i = 0; i < 500; i++) {
            assertThat(client.frame().text()).isEqualTo("{\"n\":" + i + "}");
            if (i % 3 == 0) {
                assertThat(client.frame().text()).contains("\"client_timestamp\":" + i + ",");
            }
            if (i % 5 == 0) {
                shouldGet(RawClient.PONG, Integer.toString(i).getBytes(UTF_8));
            }
        }
        client.barrier();
        assertThat(counters()).containsEntry("wse_flood_messages_sent_total", 500L);
    }

    @Test
    void shouldAnswerPingAndHelloInsteadOfEchoingThem() throws Exception {
        client.text(HELLO);
        assertThat(client.frame().text()).contains("\"server_hello\"");
        client.barrier();
        assertThat(counters()).containsEntry("wse_flood_messages_sent_total", 0L);
    }

    @Test
    void shouldEchoAMessageThatOnlyBeginsLikeAPing() throws Exception {
        byte[] payload = "{\"t\":\"price\"}".getBytes(UTF_8);
        client.send(RawClient.masked(RawClient.TEXT, payload));
        shouldGet(RawClient.TEXT, payload);
    }

    @Test
    void shouldEchoMessagesThatCameBeforeAClose() throws Exception {
        byte[] goodbye = {3, (byte) 0xe8};
        byte[] echoed = RawClient.masked(RawClient.BINARY, bytes(10));
        byte[] both = Arrays.copyOf(echoed, echoed.length + 8);
        System.arraycopy(RawClient.masked(RawClient.CLOSE, goodbye), 0, both, echoed.length, 8);
        client.send(both);
        shouldGet(RawClient.BINARY, bytes(10));
        shouldGet(RawClient.CLOSE, goodbye);
        assertThat(client.ended()).isTrue();
    }

    @Test
    void shouldNotReadFromAClientThatDoesNotReadItsEchoes() throws Exception {
        byte[] message = RawClient.masked(RawClient.BINARY, bytes(10_000));
        Thread sender;
        try (RawClient deaf = RawClient.ready(server.port(), TARGET)) {
            sender = new Thread(() -> deaf.sendUntilItFails(message));
            sender.start();
            long before = -1;
            long now = counters().get("wse_messages_received_total");
            while (now != before) {
                before = now;
                sender.join(500);
                now = counters().get("wse_messages_received_total");
            }
            assertThat(sender.isAlive()).as("still blocked in its write").isTrue();
            client.barrier();
        }
        sender.join();
    }

    @Test
    void shouldEchoEverythingToAClientThatReadsLate() throws Exception {
        int messages = 5_000;
        byte[] message = RawClient.masked(RawClient.BINARY, bytes(10_000));
        Thread sender = new Thread(() -> {
            for (int i = 0; i < messages; i++) {
                client.sendOrFail(message);
            }
        });
        sender.start();
        sender.join(500);
        assertThat(sender.isAlive()).as("blocked, as nothing was read").isTrue();
        for (int i = 0; i < messages; i++) {
            shouldGet(RawClient.BINARY, bytes(10_000));
        }
        sender.join();
        client.barrier();
        assertThat(counters()).containsEntry("wse_flood_messages_sent_total", (long) messages);
    }
}
