package wse.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import wse.SelfSigned;
import wse.engine.Disconnect.Kind;

/** TLS, with a self-signed certificate. */
class TlsTest {

    @TempDir
    private static Path directory;

    private static SslContext server;

    @BeforeAll
    static void makeCertificate() throws Exception {
        server = SslContextBuilder.forServer(
                        SelfSigned.create(directory, "server").keys())
                .build();
    }

    @ParameterizedTest
    @MethodSource("wse.engine.Transports#all")
    void shouldCarryMessagesOverTls(Transport transport) throws Exception {
        try (WebSocketClient client = Transports.client(transport);
                NettyServer echo = new NettyServer(2, server)) {
            Recorder recorder = Recorder.connect(client, echo.endpoint().withTls(true));
            Connection connection = recorder.awaitOpen();
            for (int length : new int[] {0, 5, 126, 16_384, 65_536, 300_000}) {
                byte[] payload = new byte[length];
                java.util.Arrays.fill(payload, (byte) length);
                connection.loop().execute(() -> connection.sendBinary(Unpooled.wrappedBuffer(payload)));
                assertThat(recorder.awaitMessage().payload()).isEqualTo(payload);
            }
            connection.loop().execute(() -> connection.close(1000));
            assertThat(recorder.awaitClosed().kind()).isEqualTo(Kind.CLOSED_BY_US);
        }
    }

    @ParameterizedTest
    @MethodSource("wse.engine.Transports#all")
    void shouldNotTrustASelfSignedCertificate(Transport transport) throws Exception {
        try (WebSocketClient client = Transports.client(transport);
                NettyServer echo = new NettyServer(1, server)) {
            Recorder recorder = Recorder.connect(client, echo.endpoint().withTls(false));
            Disconnect why = recorder.awaitClosed();
            assertThat(why.kind()).as(why.toString()).isEqualTo(Kind.PROTOCOL_ERROR);
            assertThat(why.detail()).contains("certification path");
        }
    }

    @ParameterizedTest
    @MethodSource("wse.engine.Transports#all")
    void shouldReportThatThePeerDoesNotSpeakTls(Transport transport) throws Exception {
        try (WebSocketClient client = Transports.client(transport);
                ScriptedServer plain = new ScriptedServer(peer -> {
                    peer.write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
                    peer.read();
                })) {
            Recorder recorder = Recorder.connect(client, plain.endpoint().withTls(true));
            Disconnect why = recorder.awaitClosed();
            assertThat(why.kind()).as(why.toString()).isEqualTo(Kind.PROTOCOL_ERROR);
            assertThat(why.detail()).contains("not an SSL/TLS record");
        }
    }

    @ParameterizedTest
    @MethodSource("wse.engine.Transports#all")
    void shouldNotWaitForeverForTheTlsHandshake(Transport transport) throws Exception {
        try (WebSocketClient client = Transports.client(transport);
                ServerSocket mute = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"))) {
            Endpoint endpoint = Endpoint.of(
                            (java.net.InetSocketAddress) mute.getLocalSocketAddress(),
                            "localhost",
                            "/",
                            java.util.Map.of())
                    .withConnectTimeout(Duration.ofMillis(200))
                    .withTls(true);
            assertThat(Recorder.connect(client, endpoint).awaitClosed().kind()).isEqualTo(Kind.CONNECT_TIMEOUT);
        }
    }
}
