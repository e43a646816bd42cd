package wse.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.net.Socket;
import java.nio.file.Path;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import wse.PrivateAuthority;
import wse.PrivateAuthority.Issued;

/** The TLS options, with the certificates of a private authority. */
class ClientTlsTest {

    @TempDir
    private static Path directory;

    private static PrivateAuthority authority;
    private static PrivateAuthority otherAuthority;
    private static Issued server;
    private static Issued client;
    private static Issued stranger;
    private static ClientTls trusting;

    @BeforeAll
    static void makeCertificates() throws Exception {
        authority = PrivateAuthority.create(directory, "authority");
        server = authority.issue("server", "-ext", "san=dns:localhost,dns:inner.example");
        client = authority.issue("client");
        otherAuthority = PrivateAuthority.create(directory, "other");
        stranger = otherAuthority.issue("stranger");
        trusting = ClientTls.DEFAULT.withAuthorities(List.of(authority.certificate()));
    }

    private static final String REQUIRED =
            "CLIENT_CERTIFICATE_REQUIRED: the server requires a client certificate (TLS: ";

    @Test
    void shouldUseBoringSsl() {
        assertThat(OpenSsl.isAvailable()).isTrue();
        assertThat(ClientTls.implementation()).isEqualTo("BoringSSL");
    }

    @ParameterizedTest
    @CsvSource({"JDK, TLSv1.3", "JDK, TLSv1.2", "OPENSSL, TLSv1.3", "OPENSSL, TLSv1.2"})
    void shouldShowItsCertificateToAServerThatRequiresOne(SslProvider provider, String version) throws Exception {
        ClientTls identified = trusting.withCertificate(new ClientCertificate(client.chain(), client.key()));

        assertThat(connect(requiring(provider, version), identified)).isEqualTo("open");
    }

    @ParameterizedTest
    @CsvSource({"JDK, TLSv1.3", "OPENSSL, TLSv1.3"})
    void shouldSayThatTheServerRequiresACertificate(SslProvider provider, String version) throws Exception {
        assertThat(connect(requiring(provider, version), trusting)).startsWith(REQUIRED);
    }

    /** With TLS 1.2, BoringSSL and newer updates of the JDK only say that the handshake failed. */
    @ParameterizedTest
    @CsvSource({"JDK", "OPENSSL"})
    void shouldNameBothPossibleCausesIfTheServerDoesNot(SslProvider provider) throws Exception {
        assertThat(connect(requiring(provider, "TLSv1.2"), trusting))
                .matches(failure -> failure.startsWith(REQUIRED)
                        || failure.startsWith(
                                "TLS_FAILED: client and server have no cipher suite in common, or the server"
                                        + " requires a client certificate (TLS: "));
    }

    @ParameterizedTest
    @CsvSource({"JDK, TLSv1.3", "OPENSSL, TLSv1.3"})
    void shouldSayThatTheServerDoesNotAcceptItsCertificate(SslProvider provider, String version) throws Exception {
        ClientTls identified = trusting.withCertificate(new ClientCertificate(stranger.chain(), stranger.key()));

        assertThat(connect(requiring(provider, version), identified))
                .startsWith("CLIENT_CERTIFICATE_REFUSED: the server does not ")
                .contains("the client's certificate (TLS: ");
    }

    private static SslContext requiring(SslProvider provider, String version) throws Exception {
        return SslContextBuilder.forServer(server.key(), server.chain())
                .sslProvider(provider)
                .trustManager(authority.certificate())
                .clientAuth(ClientAuth.REQUIRE)
                .protocols(version)
                .build();
    }

    @Test
    void shouldNotTrustAnotherAuthority() throws Exception {
        ClientTls other = ClientTls.DEFAULT.withAuthorities(List.of(otherAuthority.certificate()));

        assertThat(connect(plain().build(), other))
                .isEqualTo("CERTIFICATE_NOT_TRUSTED: its issuer, \"CN=authority\", is not in the trust store");
    }

    @Test
    void shouldNotAcceptAnExpiredCertificateOfATrustedAuthority() throws Exception {
        Issued expired = authority.issue("expired", "-ext", "san=dns:localhost", "-startdate", "-10d");
        SslContext context =
                SslContextBuilder.forServer(expired.key(), expired.chain()).build();

        assertThat(connect(context, trusting)).startsWith("CERTIFICATE_EXPIRED: \"CN=expired\" expired on ");
    }

    /** The JDK is used on machines for which there is no BoringSSL. */
    @ParameterizedTest
    @EnumSource(names = {"JDK", "OPENSSL"})
    void shouldAskForTheServerNameAndRequireItInTheCertificate(SslProvider provider) throws Exception {
        NotingKeys keys = new NotingKeys(server);

        assertThat(connect(keys.context(), provider, trusting.withServerName("inner.example")))
                .isEqualTo("open");
        assertThat(keys.names).containsExactly("inner.example");
        assertThat(connect(keys.context(), provider, trusting.withServerName("outer.example")))
                .isEqualTo("CERTIFICATE_WRONG_NAME: it is for localhost, inner.example, not for outer.example");
        assertThat(connect(
                        keys.context(),
                        provider,
                        trusting.withServerName("outer.example").withoutVerification()))
                .isEqualTo("open");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void shouldUseTheCertificateAlsoWithoutBoringSsl(String version) throws Exception {
        ClientTls identified = trusting.withCertificate(new ClientCertificate(client.chain(), client.key()));

        assertThat(connect(requiring(SslProvider.JDK, version), SslProvider.JDK, identified))
                .isEqualTo("open");
    }

    @Test
    void shouldOfferNoVersionBelowTheMinimum() throws Exception {
        SslContext old = plain().protocols("TLSv1.2").build();

        assertThat(connect(old, trusting)).isEqualTo("open");
        assertThat(connect(old, trusting.withVersions(List.of("TLSv1.3"))))
                .startsWith("TLS_FAILED: client and server have no TLS version in common (TLS: ");
    }

    @ParameterizedTest
    @CsvSource({"JDK, TLSv1.3", "JDK, TLSv1.2", "OPENSSL, TLSv1.3", "OPENSSL, TLSv1.2"})
    void shouldResumeSessionsOnlyIfItShould(SslProvider provider, String version) throws Exception {
        assertThat(fullHandshakes(version, provider, trusting)).isEqualTo(4);
        assertThat(fullHandshakes(version, provider, trusting.withResumption(true)))
                .isEqualTo(1);
    }

    /**
     * How many of four connections, one after the other, make a full handshake. The server uses BoringSSL, because a server
     * of JDK 25 whose keys are {@link NotingKeys} rejects the tickets that it has issued itself.
     */
    private static long fullHandshakes(String version, SslProvider provider, ClientTls options) throws Exception {
        SslContext tls = TicketServer.newContext(server, version);
        try (WebSocketClient client = new WebSocketClient(EngineOptions.of(1));
                NettyServer echo = new NettyServer(1, tls)) {
            Endpoint endpoint = echo.endpoint().withTls(options.newContext(provider), options);
            for (int i = 0; i < 4; i++) {
                Recorder recorder = Recorder.connect(client, endpoint);
                Connection connection = recorder.awaitOpen();
                connection.loop().execute(() -> connection.close(1000));
                recorder.awaitClosed();
            }
        }
        return 4 - TicketServer.resumed(tls);
    }

    private static SslContextBuilder plain() throws Exception {
        return SslContextBuilder.forServer(server.key(), server.chain());
    }

    private static String connect(SslContext ofTheServer, ClientTls ofTheClient) throws Exception {
        return connect(ofTheServer, SslProvider.OPENSSL, ofTheClient);
    }

    /** Describes how a connection ends; "open" if it does not. */
    private static String connect(SslContext ofTheServer, SslProvider provider, ClientTls ofTheClient)
            throws Exception {
        try (WebSocketClient client = new WebSocketClient(EngineOptions.of(1));
                NettyServer echo = new NettyServer(1, ofTheServer)) {
            Recorder recorder =
                    Recorder.connect(client, echo.endpoint().withTls(ofTheClient.newContext(provider), ofTheClient));
            CompletableFuture.anyOf(recorder.open.exceptionally(failure -> null), recorder.closed)
                    .get(Recorder.TIMEOUT_SECONDS, TimeUnit.SECONDS);
            return recorder.open.isCompletedExceptionally()
                    ? recorder.awaitClosed().kind() + ": "
                            + recorder.awaitClosed().detail()
                    : "open";
        }
    }

    /** The keys of a server that notes the name that a client asks for in each full handshake. */
    private static final class NotingKeys extends X509ExtendedKeyManager {

        private final X509ExtendedKeyManager keys;
        private final List<String> names = new CopyOnWriteArrayList<>();

        NotingKeys(Issued server) throws Exception {
            this.keys = (X509ExtendedKeyManager) server.keys().getKeyManagers()[0];
        }

        SslContext context() throws Exception {
            return SslContextBuilder.forServer(this)
                    .sslProvider(SslProvider.JDK)
                    .protocols("TLSv1.3")
                    .build();
        }

        @Override
        public String chooseEngineServerAlias(String keyType, Principal[] issuers, SSLEngine engine) {
            String alias = keys.chooseEngineServerAlias(keyType, issuers, engine);
            if (alias != null) {
                List<SNIServerName> asked =
                        ((ExtendedSSLSession) engine.getHandshakeSession()).getRequestedServerNames();
                // A name without a dot, such as localhost, is not sent.
                names.add(asked.isEmpty() ? "" : ((SNIHostName) asked.get(0)).getAsciiName());
            }
            return alias;
        }

        @Override
        public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
            return keys.chooseServerAlias(keyType, issuers, socket);
        }

        @Override
        public String[] getServerAliases(String keyType, Principal[] issuers) {
            return keys.getServerAliases(keyType, issuers);
        }

        @Override
        public String chooseClientAlias(String[] keyType, Principal[] issuers, Socket socket) {
            return keys.chooseClientAlias(keyType, issuers, socket);
        }

        @Override
        public String[] getClientAliases(String keyType, Principal[] issuers) {
            return keys.getClientAliases(keyType, issuers);
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return keys.getCertificateChain(alias);
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return keys.getPrivateKey(alias);
        }
    }
}
