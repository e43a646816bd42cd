package wse.gatling;

import java.time.Duration;
import wse.dialect.Dialect;
import wse.gatling.internal.ProtocolSource;
import wse.gatling.internal.WseSettings;

/**
 * The protocol of a scenario: the server to connect to, the dialect to speak, and the engine to use. Each method means
 * the same as the setting that it names; a value for that setting on the command line or in the environment replaces
 * the one given here. Immutable: every method returns a changed copy, and throws an {@link IllegalArgumentException}
 * for a value that the setting does not accept.
 */
public final class WseProtocolBuilder implements ProtocolSource {

    static final WseProtocolBuilder DEFAULT = new WseProtocolBuilder(WseSettings.DEFAULT);

    private final WseSettings settings;

    private WseProtocolBuilder(WseSettings settings) {
        this.settings = settings;
    }

    @Override
    public WseSettings settings() {
        return settings;
    }

    private WseProtocolBuilder with(String key, String text) {
        return new WseProtocolBuilder(settings.with(key, text));
    }

    private static String milliseconds(Duration duration) {
        return duration.toMillis() + "ms";
    }

    /**
     * Sets the server ({@code wse.host}): a host name or IP address, or several, separated by commas; without it, 127.0.0.1.
     */
    public WseProtocolBuilder host(String host) {
        return with("wse.host", host);
    }

    /**
     * Sets the server's port ({@code wse.port}); without it, 5006.
     *
     * @param port 1 to 65535
     */
    public WseProtocolBuilder port(int port) {
        return with("wse.port", String.valueOf(port));
    }

    /** Sets which addresses of the server get load ({@code wse.addresses}): {@code all}, which is the default, or {@code first}. */
    public WseProtocolBuilder addresses(String which) {
        return with("wse.addresses", which);
    }

    /** Connects through an HTTP proxy ({@code wse.proxy}), such as {@code http://user:password@proxy:3128}. */
    public WseProtocolBuilder proxy(String proxy) {
        return with("wse.proxy", proxy);
    }

    /**
     * Confirms that a server on the Internet may be put under load ({@code wse.confirmTarget}); give the same name as
     * in {@link #host}.
     */
    public WseProtocolBuilder confirmTarget(String host) {
        return with("wse.confirmTarget", host);
    }

    /** Sets path and query of the upgrade request ({@code wse.path}), if they differ from the dialect's. */
    public WseProtocolBuilder path(String path) {
        return with("wse.path", path);
    }

    /** Adds a header to the upgrade request ({@code wse.header.NAME}). */
    public WseProtocolBuilder header(String name, String value) {
        return with("wse.header." + name, value);
    }

    /** Adds a parameter to the query of the upgrade request ({@code wse.query.NAME}). */
    public WseProtocolBuilder query(String name, String value) {
        return with("wse.query." + name, value);
    }

    /** Sets the header {@code Origin} of the upgrade request ({@code wse.origin}). */
    public WseProtocolBuilder origin(String origin) {
        return with("wse.origin", origin);
    }

    /** Sets the subprotocols that the upgrade request offers ({@code wse.subprotocol}), the preferred one first. */
    public WseProtocolBuilder subprotocol(String... names) {
        return with("wse.subprotocol", String.join(",", names));
    }

    /** Gives each connection its own user ({@code wse.users}): a CSV file with one row per user. */
    public WseProtocolBuilder users(String file) {
        return with("wse.users", file);
    }

    /** Decides whether connections beyond the last user begin again with the first one ({@code wse.usersReuse}). */
    public WseProtocolBuilder usersReuse(boolean reuse) {
        return with("wse.usersReuse", String.valueOf(reuse));
    }

    /**
     * Offers compression to the server ({@code wse.compression}), as in {@code permessage-deflate} or
     * {@code permessage-deflate,client_no_context_takeover}.
     */
    public WseProtocolBuilder compression(String offer) {
        return with("wse.compression", offer);
    }

    /**
     * Connects with TLS ({@code wse.tls}). The server's certificate must be signed by an authority in the JDK's trust
     * store and must name the {@link #host host}; otherwise each connect fails with {@code CERTIFICATE_NOT_TRUSTED} or
     * {@code CERTIFICATE_WRONG_NAME} and the reason.
     */
    public WseProtocolBuilder tls() {
        return with("wse.tls", "true");
    }

    /**
     * Connects with TLS and accepts any certificate, no matter who signed it or which host it names
     * ({@code wse.tls.insecure}). Meant for test servers with a self-signed certificate: anybody on the network path could
     * pretend to be the server and read the token.
     */
    public WseProtocolBuilder tlsInsecure() {
        return tls().with("wse.tls.insecure", "true");
    }

    /**
     * Connects with TLS, and trusts only the authorities in a file ({@code wse.tls.ca}).
     *
     * @param file certificates in PEM, one after the other
     */
    public WseProtocolBuilder tlsCa(String file) {
        return tls().with("wse.tls.ca", file);
    }

    /**
     * Connects with TLS, and shows the server a client certificate ({@code wse.tls.certificate}, {@code wse.tls.key}).
     *
     * @param certificateFile the certificate in PEM, followed by those of its issuers
     * @param keyFile its private key in PEM (PKCS #8), not encrypted; the file must not be world-readable
     */
    public WseProtocolBuilder tlsCertificate(String certificateFile, String keyFile) {
        return tls().with("wse.tls.certificate", certificateFile).with("wse.tls.key", keyFile);
    }

    /**
     * Like {@link #tlsCertificate(String, String)}, with an encrypted key ({@code wse.tls.keyPassword}).
     *
     * @param password decrypts the key
     */
    public WseProtocolBuilder tlsCertificate(String certificateFile, String keyFile, String password) {
        return tlsCertificate(certificateFile, keyFile).with("wse.tls.keyPassword", password);
    }

    /**
     * Connects with TLS, and asks the server for this name instead of the {@link #host host} ({@code wse.tls.serverName}).
     * The server's certificate must contain it.
     */
    public WseProtocolBuilder tlsServerName(String name) {
        return tls().with("wse.tls.serverName", name);
    }

    /**
     * Connects with TLS of at least this version ({@code wse.tls.minVersion}).
     *
     * @param version {@code 1.2}, which is the default, or {@code 1.3}
     */
    public WseProtocolBuilder tlsMinVersion(String version) {
        return tls().with("wse.tls.minVersion", version);
    }

    /**
     * Connects with TLS, and decides whether connections resume the sessions of earlier ones ({@code wse.tls.resumption}). By
     * default, each connection makes a full handshake.
     */
    public WseProtocolBuilder tlsResumption(boolean resumption) {
        return tls().with("wse.tls.resumption", String.valueOf(resumption));
    }

    /** Sets the dialect, which knows the path, the token, the login and the pings; without it, the echo dialect. */
    public WseProtocolBuilder dialect(Dialect dialect) {
        return new WseProtocolBuilder(settings.speaking(dialect));
    }

    /** Sets the dialect by its name ({@code wse.dialect}): {@code wse}, {@code echo}, or one that you have added. */
    public WseProtocolBuilder dialect(String name) {
        return new WseProtocolBuilder(settings.speaking("wse.dialect", name));
    }

    /** Speaks the protocol that a YAML file describes ({@code wse.script}). */
    public WseProtocolBuilder script(String file) {
        return new WseProtocolBuilder(settings.speaking("wse.script", file));
    }

    /**
     * Speaks WSE with a finished token ({@code wse.token}).
     *
     * @param token a JWT that the server accepts
     */
    public WseProtocolBuilder token(String token) {
        return dialect("wse").with("wse.token", token);
    }

    /**
     * Speaks WSE with a token that is signed with this key ({@code wse.secret}), or one for each of the {@link #users}. It is
     * valid for an hour from the start of the simulation. If your scenario takes longer, use
     * {@link #secret(String, Duration)}.
     *
     * @param secret the server's signing secret, at least 32 bytes
     */
    public WseProtocolBuilder secret(String secret) {
        return dialect("wse").with("wse.secret", secret);
    }

    /**
     * Like {@link #secret(String)}, with another lifetime.
     *
     * @param lifetime how long the token is valid from the start of the simulation; it must be longer than the scenario
     */
    public WseProtocolBuilder secret(String secret, Duration lifetime) {
        return new WseProtocolBuilder(secret(secret).settings.lasting(lifetime));
    }

    /**
     * Sets the local addresses to connect from, in turn ({@code wse.sourceAddresses}); without them, the operating system
     * chooses. Linux gives each address about 28,000 ports for connections to one server.
     */
    public WseProtocolBuilder sourceAddresses(String... addresses) {
        return with("wse.sourceAddresses", String.join(",", addresses));
    }

    /**
     * Sets the engine ({@code wse.transport}, {@code wse.eventLoops}); without it, the best transport that this machine has,
     * with one event loop per core.
     *
     * @param transport {@code auto}, {@code epoll}, {@code nio} or {@code io_uring}
     * @param eventLoops number of the engine's threads, which are not Gatling's; 0 for one per core
     */
    public WseProtocolBuilder engine(String transport, int eventLoops) {
        return with("wse.transport", transport).with("wse.eventLoops", String.valueOf(eventLoops));
    }

    /**
     * Sets how long it may take to establish the TCP connection ({@code wse.connectTimeout}, default: 10 s); after that, the
     * connect fails with {@code CONNECT_TIMEOUT}.
     */
    public WseProtocolBuilder connectTimeout(Duration timeout) {
        return with("wse.connectTimeout", milliseconds(timeout));
    }

    /**
     * Sets how long a new TCP connection may take to become ready ({@code wse.readyTimeout}, default: 10 s); after that, the
     * connect fails with {@code READY_TIMEOUT}.
     */
    public WseProtocolBuilder readyTimeout(Duration timeout) {
        return with("wse.readyTimeout", milliseconds(timeout));
    }

    /**
     * Sets how long {@code ping} waits for its pong ({@code wse.pongTimeout}, default: 10 s); after that, it fails with
     * {@code PONG_TIMEOUT}.
     */
    public WseProtocolBuilder pongTimeout(Duration timeout) {
        return with("wse.pongTimeout", milliseconds(timeout));
    }

    /**
     * Sets the size of the largest message that the client accepts ({@code wse.maxMessageSize}, default: 16 MiB). A larger
     * one ends the connection with {@code CLIENT_LIMIT}.
     *
     * @param bytes at least 125
     */
    public WseProtocolBuilder maxMessageBytes(int bytes) {
        return with("wse.maxMessageSize", String.valueOf(bytes));
    }
}
