package wse.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import wse.ConnectProxy;
import wse.engine.Disconnect.Kind;

/** Connections through an HTTP proxy. The server is never blamed for the proxy's mistakes. */
class ProxyTest {

    private static final String BASIC = "Proxy-Authorization: Basic dXNlcjpww6Rzcw==";

    private static HttpProxy at(ConnectProxy proxy) {
        return HttpProxy.at(proxy.address());
    }

    @ParameterizedTest
    @MethodSource("wse.engine.Transports#all")
    void shouldSendAndReceiveThroughAProxy(Transport transport) throws Exception {
        try (WebSocketClient client = Transports.client(transport);
                NettyServer server = new NettyServer(2, null);
                ConnectProxy proxy = ConnectProxy.requiring(BASIC)) {
            Endpoint endpoint = server.endpoint().withProxy(at(proxy).withCredentials("user:päss"));

            Recorder recorder = Recorder.connect(client, endpoint);
            Connection connection = recorder.awaitOpen();
            connection
                    .loop()
                    .execute(() -> connection.sendText(Unpooled.copiedBuffer("hällo", StandardCharsets.UTF_8)));

            assertThat(recorder.awaitMessage().asText()).isEqualTo("hällo");
            String authority = "localhost:" + server.address().getPort();
            assertThat(proxy.requests())
                    .containsExactly(
                            "CONNECT " + authority + " HTTP/1.1\r\nHost: " + authority + "\r\n" + BASIC + "\r\n\r\n");
            connection.loop().execute(() -> connection.close(CloseCode.NORMAL));
            assertThat(recorder.awaitClosed().kind()).isEqualTo(Kind.CLOSED_BY_US);
        }
    }

    @Test
    void shouldAskForTheDefaultPortAndForIpv6InBrackets() throws Exception {
        try (ConnectProxy proxy = refusing("HTTP/1.0 403 No\r\n\r\n")) {
            Endpoint name = Endpoint.of(new InetSocketAddress("127.0.0.1", 80), "example.org", "/", Map.of());
            Endpoint ipv6 = Endpoint.of(new InetSocketAddress("::1", 443), "[::1]", "/", Map.of());
            closed(name.withProxy(at(proxy)));
            closed(ipv6.withProxy(at(proxy)));

            assertThat(proxy.requests())
                    .containsExactly(
                            "CONNECT example.org:80 HTTP/1.1\r\nHost: example.org:80\r\n\r\n",
                            "CONNECT [::1]:443 HTTP/1.1\r\nHost: [::1]:443\r\n\r\n");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            HTTP/1.1 407 Proxy Authentication Required | PROXY_REJECTED | 407 | HTTP/1.1 407 Proxy Authentication Required
            HTTP/1.1 503                               | PROXY_REJECTED | 503 | HTTP/1.1 503
            HTTP/1.1 302 Found                         | PROXY_REJECTED | 302 | HTTP/1.1 302 Found
            SSH-2.0-OpenSSH_9.6                        | PROXY_FAILED   | 0   | the proxy did not answer with HTTP/1.1: "SSH-2.0-OpenSSH_9.6"
            """)
    void shouldSayWhatTheProxyAnswered(String answer, Kind kind, int code, String detail) throws Exception {
        try (ConnectProxy proxy = refusing(answer + "\r\nX: y\r\n\r\n<html>")) {
            assertThat(closed(server(proxy))).isEqualTo(new Disconnect(kind, code, detail));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 200 Connect"})
    void shouldSayThatTheProxyClosedTheConnectionInTheMiddle(String begun) throws Exception {
        try (ConnectProxy proxy = refusing(begun)) {
            Disconnect why = closed(server(proxy));

            assertThat(why.kind()).isEqualTo(Kind.PROXY_FAILED);
            assertThat(why.detail())
                    .startsWith("the proxy closed the connection before it had opened one")
                    .contains(begun);
        }
    }

    @Test
    void shouldNotWaitForASlowProxyLongerThanTheConnectTimeout() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        try (ConnectProxy proxy = ConnectProxy.answering((request, client) -> await(closed))) {
            Disconnect why = closed(server(proxy).withConnectTimeout(Duration.ofMillis(200)));

            assertThat(why.kind()).isEqualTo(Kind.PROXY_TIMEOUT);
            assertThat(why.detail()).isEqualTo("the proxy opened no connection within 200 ms");
        } finally {
            closed.countDown();
        }
    }

    @Test
    void shouldNotReadAnAnswerWithoutEnd() throws Exception {
        try (ConnectProxy proxy = refusing("HTTP/1.1 200 OK\r\n" + "X: y\r\n".repeat(20_000))) {
            assertThat(closed(server(proxy)).kind()).isEqualTo(Kind.PROXY_FAILED);
        }
    }

    @Test
    void shouldAcceptAnswersThatArriveInPieces() throws Exception {
        try (NettyServer server = new NettyServer(1, null);
                ConnectProxy proxy = ConnectProxy.answering((request, client) -> inPieces(client));
                WebSocketClient client = new WebSocketClient(EngineOptions.of(1))) {
            Recorder recorder = Recorder.connect(client, server.endpoint().withProxy(at(proxy)));

            assertThat(recorder.awaitOpen().isOpen()).isTrue();
        }
    }

    /** An interim answer (RFC 9110 section 15.2) in two pieces; the final one follows. */
    private static void inPieces(Socket client) throws java.io.IOException {
        client.setTcpNoDelay(true);
        ConnectProxy.say(client, "HTTP/1.1 100 Con");
        ConnectProxy.say(client, "tinue\r\n\r\n");
    }

    @Test
    void shouldSayThatTheProxyCannotBeReached() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        HttpProxy nobody = HttpProxy.at(new InetSocketAddress("127.0.0.1", port));
        try (NettyServer server = new NettyServer(1, null)) {
            assertThat(closed(server.endpoint().withProxy(nobody)).kind()).isEqualTo(Kind.PROXY_UNREACHABLE);
        }
    }

    @Test
    void shouldEndWhenItIsAborted() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        try (ConnectProxy proxy = ConnectProxy.answering((request, client) -> {
                    asked.countDown();
                    await(closed);
                });
                WebSocketClient client = new WebSocketClient(EngineOptions.of(1))) {
            Recorder recorder = new Recorder();
            Connection connection = recorder.start(client, server(proxy), null);
            await(asked);
            connection.loop().execute(connection::abort);

            assertThat(recorder.awaitClosed().kind()).isEqualTo(Kind.CLOSED_BY_US);
        } finally {
            closed.countDown();
        }
    }

    @Test
    void shouldNotPrintCredentials() {
        HttpProxy proxy = HttpProxy.at(new InetSocketAddress("127.0.0.1", 3128)).withCredentials("user:secret");

        assertThat(Endpoint.of(new InetSocketAddress("127.0.0.1", 80), "h", "/", Map.of())
                        .withProxy(proxy))
                .hasToString("ws://h at /127.0.0.1:80 through http://127.0.0.1:3128");
    }

    private static ConnectProxy refusing(String answer) {
        return ConnectProxy.answering((request, client) -> {
            ConnectProxy.say(client, answer);
            client.close();
        });
    }

    /** Nothing listens there: a request that reached the server would fail with another reason. */
    private static Endpoint server(ConnectProxy proxy) {
        return Endpoint.of(new InetSocketAddress("127.0.0.1", 1), "server.example:1", "/", Map.of())
                .withProxy(at(proxy));
    }

    private static Disconnect closed(Endpoint endpoint) throws Exception {
        try (WebSocketClient client = new WebSocketClient(EngineOptions.of(1))) {
            return Recorder.connect(client, endpoint).awaitClosed();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
