package wse.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {

    private static final InetSocketAddress HERE = new InetSocketAddress("127.0.0.1", 80);

    @Test
    void shouldEncodeTheRequestAsTheRfcSays() {
        UpgradeRequest request = Endpoint.of(HERE, "example:80", "/wse?a=b", Map.of("Cookie", "k=v"))
                .request();
        ByteBuf out = Unpooled.buffer();
        request.write(out, "dGhlIHNhbXBsZSBub25jZQ==".getBytes(StandardCharsets.US_ASCII));
        assertThat(out.toString(StandardCharsets.US_ASCII))
                .isEqualTo("GET /wse?a=b HTTP/1.1\r\nHost: example:80\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
                        + "Cookie: k=v\r\n\r\n");
        assertThat(request.length()).isEqualTo(out.readableBytes());
    }

    /** The example of RFC 6455 section 1.3. */
    @Test
    void shouldComputeTheAcceptValueOfAKey() {
        byte[] key = "dGhlIHNhbXBsZSBub25jZQ==".getBytes(StandardCharsets.US_ASCII);
        assertThat(new UpgradeKey(new Entropy()).acceptFor(key)).isEqualTo("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    }

    @Test
    void shouldNotRepeatKeys() {
        UpgradeKey keys = new UpgradeKey(new Entropy());
        assertThat(java.util.stream.Stream.generate(keys::next)
                        .limit(2_000)
                        .map(String::new)
                        .distinct())
                .hasSize(2_000)
                .allSatisfy(key -> assertThat(key).hasSize(UpgradeKey.LENGTH));
    }

    @ParameterizedTest
    @CsvSource({"localhost,localhost", "localhost:80,localhost", "[::1]:80,[::1]", "[::1],[::1]"})
    void shouldRemoveThePortFromTheHost(String header, String name) {
        assertThat(Endpoint.of(HERE, header, "/", Map.of()).request().hostName())
                .isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "wse", "/a b", "/\r\nX: y", "/ä"})
    void shouldRefuseABadTarget(String target) {
        assertThatThrownBy(() -> Endpoint.of(HERE, "h", target, Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("request target");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a:", "Sec-WebSocket-Key", "HOST", "sec-websocket-extensions"})
    void shouldRefuseABadHeaderName(String name) {
        assertThatThrownBy(() -> Endpoint.of(HERE, "h", "/", Map.of(name, "x")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("name=" + name);
    }

    @Test
    void shouldRefuseAHeaderValueOfTwoLinesWithoutShowingIt() {
        assertThatThrownBy(() -> Endpoint.of(HERE, "h", "/", Map.of("Cookie", "secret\r\nX: y")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("name=Cookie")
                .hasMessageNotContaining("secret");
    }

    @Test
    void shouldNotShowHeaders() {
        Endpoint endpoint = Endpoint.of(HERE, "h:80", "/", Map.of("Cookie", "secret"));
        assertThat(endpoint).hasToString("ws://h:80 at /127.0.0.1:80");
    }

    @Test
    void shouldRefuseImpossibleValues() {
        Endpoint endpoint = Endpoint.of(HERE, "h", "/", Map.of());
        assertThatThrownBy(() -> endpoint.withConnectTimeout(Duration.ZERO)).hasMessageContaining("connectTimeout");
        assertThatThrownBy(() -> endpoint.withCloseTimeout(Duration.ofDays(30))).hasMessageContaining("closeTimeout");
        assertThatThrownBy(() -> endpoint.withMaxMessageBytes(124)).hasMessageContaining("maxMessageBytes=124");
        assertThatThrownBy(() -> Endpoint.of(InetSocketAddress.createUnresolved("x", 1), "h", "/", Map.of()))
                .hasMessageContaining("resolved");
        assertThatThrownBy(() -> new EngineOptions(Transport.NIO, 0, "x")).hasMessageContaining("eventLoops=0");
    }

    @Test
    void shouldRefuseCallsOutsideItsLoopAndForbiddenCodes() throws Exception {
        try (WebSocketClient client = new WebSocketClient(EngineOptions.of(1));
                NettyServer server = new NettyServer(1, null)) {
            assertThatThrownBy(
                            () -> client.connect(client.loops().get(0), server.endpoint(), null, new Recorder(), null))
                    .isInstanceOf(IllegalStateException.class);
            Recorder recorder = Recorder.connect(client, server.endpoint());
            Connection connection = recorder.awaitOpen();
            connection
                    .loop()
                    .submit(() -> {
                        assertThatThrownBy(() -> connection.close(1005)).hasMessageContaining("code=1005");
                        assertThatThrownBy(
                                        () -> connection.ping(Unpooled.buffer().writeZero(126)))
                                .hasMessageContaining("length=126");
                        assertThat(connection.isOpen()).isTrue();
                    })
                    .get(Recorder.TIMEOUT_SECONDS, java.util.concurrent.TimeUnit.SECONDS);
        }
    }
}
