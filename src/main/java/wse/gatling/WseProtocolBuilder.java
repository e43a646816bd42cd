package wse.gatling;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import wse.dialect.Dialect;
import wse.dialect.EchoDialect;
import wse.dialect.Jwt;
import wse.dialect.WseDialect;
import wse.gatling.internal.ProtocolSource;
import wse.gatling.internal.WseSettings;
import wse.gatling.internal.WseSettings.Address;
import wse.gatling.internal.WseSettings.Engine;
import wse.gatling.internal.WseSettings.Security;
import wse.gatling.internal.WseSettings.Timeouts;

/**
 * The protocol of a scenario: the server to connect to, the dialect to speak, and the engine to use. Immutable: every
 * method returns a changed copy.
 */
public final class WseProtocolBuilder implements ProtocolSource {

    private static final int MAX_MESSAGE_BYTES = 16 << 20;

    static final WseProtocolBuilder DEFAULT = new WseProtocolBuilder(new WseSettings(
            new Address("127.0.0.1", 5006, Security.NONE),
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
     * {@code CERTIFICATE_WRONG_NAME} and the reason. Add a private authority with the JDK's own option, {@code -Djavax.net.ssl.trustStore=FILE}.
     */
    public WseProtocolBuilder tls() {
        return with(settings.address().withSecurity(Security.TLS));
    }

    /**
     * Connects with TLS ({@code wss://}) and accepts any certificate, no matter who signed it or which host it names.
     * Meant for test servers with a self-signed certificate: anybody on the network path could pretend to be the server
     * and read the token.
     */
    public WseProtocolBuilder tlsInsecure() {
        return with(settings.address().withSecurity(Security.TLS_INSECURE));
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
