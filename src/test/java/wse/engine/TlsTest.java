package wse.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import wse.SelfSigned;
import wse.engine.Disconnect.Kind;

/** TLS, with a self-signed certificate. */
class TlsTest {

    private static final ClientTls INSECURE = ClientTls.DEFAULT.withoutVerification();

    @TempDir
    private static Path directory;

    private static SelfSigned self;
    private static SslContext server;

    @BeforeAll
    static void makeCertificate() throws Exception {
        self = SelfSigned.create(directory, "server");
        server = SslContextBuilder.forServer(self.keys()).build();
    }

    @ParameterizedTest
    @MethodSource("wse.engine.Transports#all")
    void shouldCarryMessagesOverTls(Transport transport) throws Exception {
        try (WebSocketClient client = Transports.client(transport);
                NettyServer echo = new NettyServer(2, server)) {
            Recorder recorder = Recorder.connect(client, echo.endpoint().withTls(INSECURE));
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

    @Test
    void shouldCompressMessagesOverTls() throws Exception {
        try (WebSocketClient client = new WebSocketClient(EngineOptions.of(1));
                NettyServer echo = new NettyServer(2, server, true)) {
            Recorder recorder = Recorder.connect(
                    client, echo.endpoint().withTls(INSECURE).withCompression(DeflateOffer.of("permessage-deflate")));
            Connection connection = recorder.awaitOpen();
            byte[] payload = new byte[100_000];
            connection.loop().execute(() -> connection.sendBinary(Unpooled.wrappedBuffer(payload)));
            assertThat(recorder.awaitMessage().payload()).isEqualTo(payload);
            assertThat(client.compressed().sentWireBytes()).isBetween(1L, 1_000L);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"JDK", "OPENSSL"})
    void shouldTrustAnAuthorityThatItIsGiven(SslProvider provider) throws Exception {
        assertThat(connect(provider, self, ServerTrust.of(List.of(self.certificate()))))
                .isEqualTo("open");
    }

    @ParameterizedTest
    @EnumSource(names = {"JDK", "OPENSSL"})
    void shouldNotTrustASelfSignedCertificate(SslProvider provider) throws Exception {
        assertThat(connect(provider, self, ServerTrust.ofThisJvm()))
                .isEqualTo("CERTIFICATE_NOT_TRUSTED: \"CN=server\" is self-signed and not in the trust store");
    }

    @ParameterizedTest
    @EnumSource(names = {"JDK", "OPENSSL"})
    void shouldNameTheHostsThatACertificateIsFor(SslProvider provider) throws Exception {
        SelfSigned other = SelfSigned.create(directory, provider + "-other", "dns:other.example,ip:127.0.0.9", "-0d");

        assertThat(connect(provider, other, ServerTrust.of(List.of(other.certificate()))))
                .isEqualTo("CERTIFICATE_WRONG_NAME: it is for other.example, 127.0.0.9, not for localhost");
    }

    @ParameterizedTest
    @CsvSource({"JDK, -10d, expired on", "OPENSSL, -10d, expired on", "JDK, +10d, is not valid before"})
    void shouldSayWhenACertificateIsValid(SslProvider provider, String start, String dates) throws Exception {
        String name = provider + start.substring(1) + start.startsWith("+");
        SelfSigned other = SelfSigned.create(directory, name, "dns:localhost", start);

        assertThat(connect(provider, other, ServerTrust.of(List.of(other.certificate()))))
                .startsWith("CERTIFICATE_EXPIRED: \"CN=" + name + "\" " + dates);
    }

    @ParameterizedTest
    @EnumSource(names = {"JDK", "OPENSSL"})
    void shouldSayThatThereIsNoCommonVersion(SslProvider provider) throws Exception {
        SslContext newest =
                SslContextBuilder.forServer(self.keys()).protocols("TLSv1.3").build();
        SslContext older = insecure(provider).protocols("TLSv1.2").build();

        assertThat(connect(newest, older))
                .startsWith("TLS_FAILED: client and server have no TLS version in common (TLS: ");
    }

    @ParameterizedTest
    @MethodSource("wse.engine.Transports#all")
    void shouldReportThatThePeerDoesNotSpeakTls(Transport transport) throws Exception {
        try (WebSocketClient client = Transports.client(transport);
                ScriptedServer plain = new ScriptedServer(peer -> {
                    peer.write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
                    peer.read();
                })) {
            Recorder recorder = Recorder.connect(client, plain.endpoint().withTls(INSECURE));
            assertThat(recorder.awaitClosed())
                    .isEqualTo(new Disconnect(Kind.TLS_MISMATCH, 0, "the server answered without TLS"));
        }
    }

    @ParameterizedTest
    @MethodSource("wse.engine.Transports#all")
    void shouldReportThatOnlyThePeerSpeaksTls(Transport transport) throws Exception {
        try (WebSocketClient client = Transports.client(transport);
                NettyServer echo = new NettyServer(1, server)) {
            Disconnect why = Recorder.connect(client, echo.endpoint()).awaitClosed();
            assertThat(why.kind()).as(why.toString()).isIn(Kind.TLS_MISMATCH, Kind.RESET);
        }
    }

    private static SslContextBuilder insecure(SslProvider provider) {
        return SslContextBuilder.forClient()
                .sslProvider(provider)
                .trustManager(InsecureTrustManagerFactory.INSTANCE)
                .endpointIdentificationAlgorithm(null);
    }

    private static String connect(SslProvider provider, SelfSigned served, ServerTrust trust) throws Exception {
        return connect(
                SslContextBuilder.forServer(served.keys()).build(),
                SslContextBuilder.forClient()
                        .sslProvider(provider)
                        .trustManager(trust.manager())
                        .build());
    }

    /** Describes how a connection ends; "open" if it does not. */
    private static String connect(SslContext ofTheServer, SslContext ofTheClient) throws Exception {
        try (WebSocketClient client = new WebSocketClient(EngineOptions.of(1));
                NettyServer echo = new NettyServer(1, ofTheServer)) {
            Recorder recorder = Recorder.connect(client, echo.endpoint().withTls(ofTheClient));
            CompletableFuture.anyOf(recorder.open.exceptionally(failure -> null), recorder.closed)
                    .get(Recorder.TIMEOUT_SECONDS, TimeUnit.SECONDS);
            return recorder.open.isCompletedExceptionally()
                    ? recorder.awaitClosed().kind() + ": "
                            + recorder.awaitClosed().detail()
                    : "open";
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
                    .withTls(INSECURE);
            assertThat(Recorder.connect(client, endpoint).awaitClosed().kind()).isEqualTo(Kind.CONNECT_TIMEOUT);
        }
    }
}
