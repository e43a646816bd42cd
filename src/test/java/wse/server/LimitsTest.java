package wse.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import wse.Quiet;
import wse.config.MessageForm;

@Quiet
class LimitsTest {

    private static ServerOptions limited(UnaryOperator<ServerOptions.Limits> limits) {
        ServerOptions options = ServerOptions.defaults();
        return options.withLimits(limits.apply(options.limits()));
    }

    @Test
    void shouldCloseAConnectionThatSentNoMessage() throws Exception {
        try (ReferenceServer server =
                        ReferenceServer.start(limited(limits -> limits.withIdleTimeout(Duration.ofMillis(300))));
                RawClient client = RawClient.ready(server.port())) {
            long start = System.nanoTime();
            RawClient.Frame close = client.frame();
            assertThat(close.first()).isEqualTo(RawClient.CLOSE);
            assertThat(close.payload()).isEmpty();
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofMillis(250), Duration.ofSeconds(10));
            assertThat(client.ended()).isTrue();
            assertThat(RawClient.counters(server.metricsUri())).containsEntry("wse_connections", 0L);
        }
    }

    @Test
    void shouldNotCountControlFramesAsActivity() throws Exception {
        try (ReferenceServer server =
                        ReferenceServer.start(limited(limits -> limits.withIdleTimeout(Duration.ofMillis(300))));
                RawClient client = RawClient.ready(server.port())) {
            RawClient.Frame frame;
            do {
                client.send(RawClient.masked(RawClient.PING, new byte[1]));
                frame = client.frame();
            } while (frame.first() == RawClient.PONG);
            assertThat(frame.first()).isEqualTo(RawClient.CLOSE);
        }
    }

    @Test
    void shouldKeepAnActiveConnection() throws Exception {
        Duration timeout = Duration.ofMillis(500);
        try (ReferenceServer server = ReferenceServer.start(limited(limits -> limits.withIdleTimeout(timeout)));
                RawClient client = RawClient.ready(server.port())) {
            long end = System.nanoTime() + timeout.multipliedBy(3).toNanos();
            while (System.nanoTime() < end) {
                client.barrier();
            }
            client.barrier();
        }
    }

    @Test
    void shouldEndTheSocketEvenIfTheClientDoesNotAnswerTheClose() throws Exception {
        try (ReferenceServer server =
                        ReferenceServer.start(limited(limits -> limits.withIdleTimeout(Duration.ofMillis(100))));
                RawClient client = RawClient.ready(server.port())) {
            assertThat(client.frame().first()).isEqualTo(RawClient.CLOSE);
            assertThat(client.ended()).isTrue();
            // The client holds its side open: the server lingers for a while, then gives up; writing fails from then
            // on.
            assertThat(failsInTheEnd(client)).isTrue();
        }
    }

    private static boolean failsInTheEnd(RawClient client) {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (System.nanoTime() < end) {
            try {
                client.send(new byte[1]);
            } catch (IOException e) {
                return true;
            }
        }
        return false;
    }

    @ParameterizedTest
    @EnumSource(MessageForm.class)
    void shouldRefuseConnectionsBeyondTheLimitAndAcceptThemAgainLater(MessageForm form) throws Exception {
        ServerOptions options = limited(limits -> limits.withMaxConnections(2));
        try (ReferenceServer server =
                ReferenceServer.start(options.withSpeech(options.speech().withForm(form)))) {
            try (RawClient first = RawClient.ready(server.port());
                    RawClient second = RawClient.ready(server.port());
                    RawClient third = new RawClient(server.port())) {
                third.send(RawClient.request("/wse", "Cookie: access_token=" + RawClient.token()));
                refused(form, third);
                first.barrier();
                second.barrier();
                assertThat(RawClient.counters(server.metricsUri()))
                        .containsEntry("wse_connections", 2L)
                        .containsEntry("wse_connections_accepted_total", 2L)
                        .containsEntry("wse_connections_rejected_total", 1L)
                        .containsEntry("wse_auth_failures_total", 0L);
                first.send(RawClient.masked(RawClient.CLOSE, new byte[0])).frame();
                RawClient.ready(server.port()).barrier().close();
            }
        }
    }

    /** As in the golden files, 2.0.0 closes without a code after its 101, and 2.5.1 ends the connection at once. */
    private static void refused(MessageForm form, RawClient client) throws IOException {
        if (form == MessageForm.V2_0_0) {
            assertThat(client.head()).startsWith("HTTP/1.1 101 ");
            assertThat(client.frame().closeCode()).isEqualTo(1005);
        } else {
            assertThat(endedOrReset(client)).isTrue();
        }
    }

    private static boolean endedOrReset(RawClient client) {
        try {
            return client.ended();
        } catch (IOException e) {
            // A reset, because the request had arrived when the server ended the connection.
            return true;
        }
    }

    @Test
    void shouldCountMessagesThatCannotBeDecoded() throws Exception {
        try (ReferenceServer server = ReferenceServer.start(ServerOptions.defaults());
                RawClient client = RawClient.ready(server.port());
                RawClient packed = RawClient.ready(server.port(), "/wse?format=msgpack&protocol_version=1")) {
            client.text("{\"t\":\"trade_update\",\"p\":{}}").text("{\"t\":").text("no JSON");
            client.send(RawClient.masked(RawClient.BINARY, zlib("{\"t\":\"trade_update\"}")));
            client.send(RawClient.masked(RawClient.BINARY, "C:bad".getBytes(UTF_8)));
            client.send(RawClient.masked(RawClient.BINARY, new byte[] {'M', ':', (byte) 0x81, (byte) 0xa1, 't', 5}));
            client.send(RawClient.masked(RawClient.BINARY, new byte[] {'M', ':', (byte) 0x81, (byte) 0xa1, 't'}));
            client.send(RawClient.masked(RawClient.BINARY, new byte[] {(byte) 0xc1}));
            client.barrier();
            packed.send(RawClient.masked(RawClient.BINARY, new byte[] {(byte) 0xc1}))
                    .barrier();
            Map<String, Long> counters = RawClient.counters(server.metricsUri());
            assertThat(counters)
                    .containsEntry("wse_decode_failures_total", 5L)
                    .containsEntry("wse_messages_received_total", 11L)
                    .containsEntry("wse_inbound_dropped_total", 0L);
        }
    }

    private static byte[] zlib(String plain) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes("C:".getBytes(UTF_8));
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
            deflater.write(plain.getBytes(UTF_8));
        }
        return out.toByteArray();
    }

    @Test
    void shouldStopReadingFromAClientThatDoesNotReadItsPongs() throws Exception {
        try (ReferenceServer server = ReferenceServer.start(ServerOptions.defaults());
                RawClient other = RawClient.ready(server.port())) {
            RawClient deaf = RawClient.ready(server.port());
            ByteArrayOutputStream pings = new ByteArrayOutputStream();
            for (int i = 0; i < 1000; i++) {
                pings.writeBytes(
                        RawClient.masked(RawClient.TEXT, RawClient.ping(i).getBytes(UTF_8)));
            }
            Thread sender = new Thread(() -> deaf.sendUntilItFails(pings.toByteArray()));
            sender.start();
            long before = -1;
            long now = messages(server);
            while (now != before) {
                before = now;
                sender.join(500);
                now = messages(server);
            }
            assertThat(sender.isAlive()).as("still blocked in its write").isTrue();
            other.barrier();
            deaf.close();
            sender.join();
        }
    }

    private static long messages(ReferenceServer server) throws IOException, InterruptedException {
        return RawClient.counters(server.metricsUri()).get("wse_messages_received_total");
    }
}
