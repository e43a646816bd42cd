package wse.genuine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import wse.dialect.Jwt;
import wse.genuine.GenuineServer.Options;

/** Tests the fixture itself with the JDK's WebSocket client, which is independent of this project. */
class GenuineServerIT {

    static final Iterable<String> VERSIONS = GenuineServer.VERSIONS;

    private static final int ANSWER_SECONDS = 10;

    /** Longer than a round trip on a loaded machine, but short enough to wait for something that must not happen. */
    private static final int SILENCE_MILLIS = 300;

    @ParameterizedTest
    @FieldSource("VERSIONS")
    void shouldSayReadyAndAnswerAPingWithItsId(String version) throws Exception {
        GenuineServer server = GenuineServer.shared(version);
        Client client = Client.connect(server);
        assertThat(client.next()).contains("\"t\":\"server_ready\"");
        client.ping(1234567890123L);
        assertThat(client.next()).contains("\"t\":\"PONG\"").contains("\"client_timestamp\":1234567890123");
        client.close();
    }

    @ParameterizedTest
    @FieldSource("VERSIONS")
    void shouldCountConnectionsAndMessages(String version) throws Exception {
        try (GenuineServer server = GenuineServer.start(version)) {
            Client client = Client.connect(server);
            client.next();
            client.ping(1);
            client.next();
            Map<String, Double> metrics = server.metrics();
            assertThat(metrics).containsEntry("wse_connections", 1.0).containsEntry("wse_inbound_dropped_total", 0.0);
            if (!version.equals("2.0.0")) {
                assertThat(metrics)
                        .containsEntry("wse_connections_accepted_total", 1.0)
                        .containsEntry("wse_messages_received_total", 1.0);
            }
            client.close();
        }
    }

    @ParameterizedTest
    @FieldSource("VERSIONS")
    void shouldAnswerLateIfItWasFrozen(String version) throws Exception {
        try (GenuineServer server = GenuineServer.start(version)) {
            Client client = Client.connect(server);
            client.next();
            server.freeze();
            client.ping(7);
            assertThat(client.received.poll(SILENCE_MILLIS, TimeUnit.MILLISECONDS))
                    .isNull();
            server.resume();
            assertThat(client.next()).contains("\"client_timestamp\":7");
            client.close();
        }
    }

    @ParameterizedTest
    @FieldSource("VERSIONS")
    void shouldRefuseConnectionsBeyondTheMaximum(String version) throws Exception {
        try (GenuineServer server = GenuineServer.start(version, new Options(1, true))) {
            Client first = Client.connect(server);
            first.next();
            assertThat(firstAnswer(server)).startsWith(version.equals("2.0.0") ? "closed " : "refused ");
            assertThat(server.metrics()).containsEntry("wse_connections", 1.0);
            first.close();
        }
    }

    @ParameterizedTest
    @FieldSource("VERSIONS")
    void shouldLeaveNothingBehind(String version) {
        GenuineServer server = GenuineServer.start(version);
        server.freeze();
        server.close();
        assertThat(ProcessHandle.of(server.pid()).filter(ProcessHandle::isAlive))
                .isEmpty();
        assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), server.port()).close())
                .isInstanceOf(ConnectException.class);
    }

    /** 2.0.0 upgrades and then closes; 2.5.1 drops the connection before it has read the request. */
    private static String firstAnswer(GenuineServer server) throws InterruptedException {
        try {
            return Client.connect(server).next();
        } catch (CompletionException e) {
            return "refused " + e.getCause();
        }
    }

    /** The JDK's threads queue all messages except the server's own pings, and the test takes them from the queue. */
    private static final class Client implements WebSocket.Listener {

        private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
        private final StringBuilder parts = new StringBuilder();
        private WebSocket socket;

        static Client connect(GenuineServer server) {
            Client client = new Client();
            client.socket = HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .header("Cookie", "access_token=" + new Jwt(GenuineServer.SECRET, InstantSource.system()).issue())
                    .buildAsync(
                            URI.create("ws://127.0.0.1:" + server.port() + "/wse?compression=false&protocol_version=1"),
                            client)
                    .join();
            return client;
        }

        void ping(long id) {
            socket.sendText("{\"t\":\"ping\",\"p\":{\"timestamp\":" + id + "}}", true)
                    .join();
        }

        String next() throws InterruptedException {
            String message = received.poll(ANSWER_SECONDS, TimeUnit.SECONDS);
            assertThat(message).as("a message within %d s", ANSWER_SECONDS).isNotNull();
            return message;
        }

        void close() {
            socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
        }

        @Override
        public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            parts.append(data);
            if (last) {
                add(parts.toString());
                parts.setLength(0);
            }
            webSocket.request(1);
            return null;
        }

        /** The server may send a ping of its own at any time. */
        private void add(String message) {
            if (!message.contains("\"t\":\"ping\"")) {
                received.add(message);
            }
        }

        @Override
        public CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
            received.add("closed " + statusCode);
            return null;
        }

        @Override
        public void onError(WebSocket webSocket, Throwable error) {
            received.add("error " + error);
        }
    }
}
