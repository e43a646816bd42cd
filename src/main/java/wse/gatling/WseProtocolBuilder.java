package wse.gatling;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import wse.dialect.Dialect;
import wse.dialect.EchoDialect;
import wse.dialect.Jwt;
import wse.dialect.WseDialect;
import wse.gatling.internal.ProtocolSource;
import wse.gatling.internal.TlsSource;
import wse.gatling.internal.WseSettings;
import wse.gatling.internal.WseSettings.Address;
import wse.gatling.internal.WseSettings.Engine;
import wse.gatling.internal.WseSettings.Timeouts;

/**
 * The protocol of a scenario: the server to connect to, the dialect to speak, and the engine to use. Immutable: every
 * method returns a changed copy.
 */
public final class WseProtocolBuilder implements ProtocolSource {

    private static final int MAX_MESSAGE_BYTES = 16 << 20;

    static final WseProtocolBuilder DEFAULT = new WseProtocolBuilder(new WseSettings(
            new Address("127.0.0.1", 5006, Optional.empty()),
            new EchoDialect(EchoDialect.DEFAULT_TARGET),
            List.of(),
            Engine.auto(),
            new Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(10)),
            MAX_MESSAGE_BYTES));

    private final WseSettings settings;

    private WseProtocolBuilder(WseSettings settings) {
        this.settings = settings;
    }

    @Override
    public WseSettings settings() {
        return settings;
    }

    /** Sets the server's host name or IP address; without it, 127.0.0.1. */
    public WseProtocolBuilder host(String host) {
        return with(settings.address().withHost(host));
    }

    /**
     * Sets the server's port; without it, 5006.
     *
     * @param port 1 to 65535
     */
    public WseProtocolBuilder port(int port) {
        return with(settings.address().withPort(port));
    }

    /**
     * Connects with TLS ({@code wss://}). The server's certificate must be signed by an authority in the JDK's trust
     * store and must name the {@link #host host}; otherwise each connect fails with {@code CERTIFICATE_NOT_TRUSTED} or
     * {@code CERTIFICATE_WRONG_NAME} and the reason.
     */
    public WseProtocolBuilder tls() {
        return with(TlsSource.on(settings.address()));
    }

    /**
     * Connects with TLS ({@code wss://}) and accepts any certificate, no matter who signed it or which host it names.
     * Meant for test servers with a self-signed certificate: anybody on the network path could pretend to be the server
     * and read the token.
     */
    public WseProtocolBuilder tlsInsecure() {
        return with(TlsSource.insecure(settings.address()));
    }

    /**
     * Connects with TLS, and trusts only the authorities in a file, like {@code wse.tls.ca}.
     *
     * @param file certificates in PEM, one after the other
     * @throws IllegalArgumentException if the file cannot be read, or contains anything but certificates
     */
    public WseProtocolBuilder tlsCa(String file) {
        return with(TlsSource.authorities(settings.address(), file));
    }

    /**
     * Connects with TLS, and shows the server a client certificate, like {@code wse.tls.certificate} and {@code wse.tls.key}.
     *
     * @param certificateFile the certificate in PEM, followed by those of its issuers
     * @param keyFile its private key in PEM (PKCS #8), not encrypted; the file must not be world-readable
     * @throws wse.config.BadInputException if one of the files cannot be used, or the two do not belong together
     */
    public WseProtocolBuilder tlsCertificate(String certificateFile, String keyFile) {
        return with(TlsSource.certificate(settings.address(), certificateFile, keyFile, Optional.empty()));
    }

    /**
     * Like {@link #tlsCertificate(String, String)}, with an encrypted key.
     *
     * @param password decrypts the key
     */
    public WseProtocolBuilder tlsCertificate(String certificateFile, String keyFile, String password) {
        return with(TlsSource.certificate(settings.address(), certificateFile, keyFile, Optional.of(password)));
    }

    /**
     * Connects with TLS, and asks the server for this name instead of the {@link #host host}, like
     * {@code wse.tls.serverName}. The server's certificate must contain it.
     */
    public WseProtocolBuilder tlsServerName(String name) {
        return with(TlsSource.serverName(settings.address(), name));
    }

    /**
     * Connects with TLS of at least this version, like {@code wse.tls.minVersion}.
     *
     * @param version {@code 1.2}, which is the default, or {@code 1.3}
     * @throws IllegalArgumentException if it is another one
     */
    public WseProtocolBuilder tlsMinVersion(String version) {
        return with(TlsSource.minVersion(settings.address(), version));
    }

    /**
     * Connects with TLS, and decides whether connections resume the sessions of earlier ones, like
     * {@code wse.tls.resumption}. By default, each connection makes a full handshake.
     */
    public WseProtocolBuilder tlsResumption(boolean resumption) {
        return with(TlsSource.resumption(settings.address(), resumption));
    }

    /** Sets the dialect, which knows the path, the token, the login and the pings; without it, the echo dialect. */
    public WseProtocolBuilder dialect(Dialect dialect) {
        return new WseProtocolBuilder(settings.withDialect(dialect));
    }

    /**
     * Speaks WSE on its usual path.
     *
     * @param token a JWT that the server accepts
     */
    public WseProtocolBuilder token(String token) {
        return dialect(new WseDialect(WseDialect.DEFAULT_TARGET, token));
    }

    /**
     * Speaks WSE on its usual path with a token that is created here and is valid for an hour from now. If your scenario
     * takes longer, use {@link #secret(String, Duration)}.
     *
     * @param secret the server's signing secret, at least 32 bytes
     */
    public WseProtocolBuilder secret(String secret) {
        return secret(secret, Jwt.LIFETIME);
    }

    /**
     * Speaks WSE on its usual path with a token that is created here.
     *
     * @param secret the server's signing secret, at least 32 bytes
     * @param lifetime how long the token is valid from now; it must be longer than the scenario
     */
    public WseProtocolBuilder secret(String secret, Duration lifetime) {
        return token(new Jwt(secret, InstantSource.system()).issue(Jwt.BENCH_USER, lifetime));
    }

    /**
     * Sets the local addresses to connect from, in turn; without them, the operating system chooses. Linux gives each
     * address about 28,000 ports for connections to one server.
     */
    public WseProtocolBuilder sourceAddresses(String... addresses) {
        return new WseProtocolBuilder(settings.withSources(List.of(addresses)));
    }

    /**
     * Sets the engine; without it, the best transport that this machine has, with one event loop per core.
     *
     * @param transport {@code auto}, {@code epoll}, {@code nio} or {@code io_uring}
     * @param eventLoops number of the engine's threads, which are not Gatling's; 0 for one per core
     * @throws IllegalArgumentException if this machine does not have the transport
     */
    public WseProtocolBuilder engine(String transport, int eventLoops) {
        return new WseProtocolBuilder(settings.withEngine(Engine.of(transport, eventLoops)));
    }

    /**
     * Sets how long it may take to establish the TCP connection (default: 10 s); after that, the connect fails with
     * {@code CONNECT_TIMEOUT}.
     */
    public WseProtocolBuilder connectTimeout(Duration timeout) {
        return with(settings.timeouts().withConnect(timeout));
    }

    /**
     * Sets how long a new TCP connection may take to become ready (default: 10 s); after that, the connect fails with
     * {@code READY_TIMEOUT}.
     */
    public WseProtocolBuilder readyTimeout(Duration timeout) {
        return with(settings.timeouts().withReady(timeout));
    }

    /** Sets how long {@code ping} waits for its pong (default: 10 s); after that, it fails with {@code PONG_TIMEOUT}. */
    public WseProtocolBuilder pongTimeout(Duration timeout) {
        return with(settings.timeouts().withPong(timeout));
    }

    /**
     * Sets the size of the largest message that the client accepts (default: 16 MiB). A larger one ends the connection with
     * {@code CLIENT_LIMIT}.
     *
     * @param bytes at least 125
     */
    public WseProtocolBuilder maxMessageBytes(int bytes) {
        return new WseProtocolBuilder(settings.withMaxMessageBytes(bytes));
    }

    private WseProtocolBuilder with(Address address) {
        return new WseProtocolBuilder(settings.withAddress(address));
    }

    private WseProtocolBuilder with(Timeouts timeouts) {
        return new WseProtocolBuilder(settings.withTimeouts(timeouts));
    }
}
