package wse.gatling;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import wse.config.TransportKind;
import wse.dialect.Dialect;
import wse.dialect.EchoDialect;
import wse.dialect.Jwt;
import wse.dialect.WseDialect;
import wse.gatling.internal.ProtocolSource;
import wse.gatling.internal.WseSettings;
import wse.gatling.internal.WseSettings.Address;
import wse.gatling.internal.WseSettings.Timeouts;

/** Where to connect, what to speak there, and how. Immutable: every method returns a changed copy. */
public final class WseProtocolBuilder implements ProtocolSource {

    static final WseProtocolBuilder DEFAULT = new WseProtocolBuilder(new WseSettings(
            new Address("127.0.0.1", 5006, false),
            new EchoDialect(EchoDialect.DEFAULT_TARGET),
            List.of(),
            TransportKind.AUTO,
            0,
            new Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(10))));

    private final WseSettings settings;

    private WseProtocolBuilder(WseSettings settings) {
        this.settings = settings;
    }

    @Override
    public WseSettings settings() {
        return settings;
    }

    /** Name or address of the server. */
    public WseProtocolBuilder host(String host) {
        return with(
                new Address(host, settings.address().port(), settings.address().tls()));
    }

    /** @param port 1 to 65535 */
    public WseProtocolBuilder port(int port) {
        return with(
                new Address(settings.address().host(), port, settings.address().tls()));
    }

    /** Speaks {@code wss://}. Certificates are not checked, as in Gatling's defaults. */
    public WseProtocolBuilder tls() {
        return with(new Address(settings.address().host(), settings.address().port(), true));
    }

    /** What to speak; carries the path and the token. */
    public WseProtocolBuilder dialect(Dialect dialect) {
        return new WseProtocolBuilder(new WseSettings(
                settings.address(),
                dialect,
                settings.sources(),
                settings.transport(),
                settings.eventLoops(),
                settings.timeouts()));
    }

    /**
     * Speaks WSE on its usual path.
     *
     * @param token a ready JWT
     */
    public WseProtocolBuilder token(String token) {
        return dialect(new WseDialect(WseDialect.DEFAULT_TARGET, token));
    }

    /**
     * Speaks WSE with a token of its own.
     *
     * @param secret the server's, at least 32 bytes
     */
    public WseProtocolBuilder secret(String secret) {
        return token(new Jwt(secret, InstantSource.system()).issue());
    }

    /** Local addresses to connect from, in turn. Each gives some 28,000 ports to one server address. */
    public WseProtocolBuilder sourceAddresses(String... addresses) {
        return new WseProtocolBuilder(new WseSettings(
                settings.address(),
                settings.dialect(),
                List.of(addresses),
                settings.transport(),
                settings.eventLoops(),
                settings.timeouts()));
    }

    /**
     * @param transport {@code auto}, {@code epoll}, {@code nio} or {@code io_uring}; one that this machine has
     * @param eventLoops threads of the engine, apart from Gatling's own; 0 for one per core
     */
    public WseProtocolBuilder engine(String transport, int eventLoops) {
        return new WseProtocolBuilder(new WseSettings(
                settings.address(),
                settings.dialect(),
                settings.sources(),
                TransportKind.of(transport),
                eventLoops,
                settings.timeouts()));
    }

    /** For the TCP connection; a request that takes longer fails with {@code CONNECT_TIMEOUT}. */
    public WseProtocolBuilder connectTimeout(Duration timeout) {
        return with(new Timeouts(
                timeout, settings.timeouts().ready(), settings.timeouts().pong()));
    }

    /** From the TCP connection to the ready message; {@code READY_TIMEOUT}. */
    public WseProtocolBuilder readyTimeout(Duration timeout) {
        return with(new Timeouts(
                settings.timeouts().connect(), timeout, settings.timeouts().pong()));
    }

    /** From {@code ping} to its pong; {@code PONG_TIMEOUT}. */
    public WseProtocolBuilder pongTimeout(Duration timeout) {
        return with(
                new Timeouts(settings.timeouts().connect(), settings.timeouts().ready(), timeout));
    }

    private WseProtocolBuilder with(Address address) {
        return new WseProtocolBuilder(new WseSettings(
                address,
                settings.dialect(),
                settings.sources(),
                settings.transport(),
                settings.eventLoops(),
                settings.timeouts()));
    }

    private WseProtocolBuilder with(Timeouts timeouts) {
        return new WseProtocolBuilder(new WseSettings(
                settings.address(),
                settings.dialect(),
                settings.sources(),
                settings.transport(),
                settings.eventLoops(),
                timeouts));
    }
}
