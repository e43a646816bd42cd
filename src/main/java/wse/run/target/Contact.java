package wse.run.target;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import wse.config.BadInputException;
import wse.config.Compression;
import wse.config.Users;
import wse.dialect.Dialect;
import wse.dialect.DialectContext;
import wse.dialect.Dialects;
import wse.dialect.OpeningRequest;
import wse.engine.DeflateOffer;
import wse.engine.Endpoint;

/**
 * The addresses of the server under test and how to communicate with it: everything that a client must know, in this process
 * or in another one.
 *
 * @param servers the addresses to connect to, in turn; at least one
 * @param proxy the proxy to connect through; empty to connect directly
 * @param dialect name of the protocol
 * @param context input for the protocol; it may contain a token or secret, and is not printed
 * @param compression what the client offers
 */
public record Contact(
        List<ServerAddress> servers,
        Optional<Proxy> proxy,
        Security security,
        String dialect,
        DialectContext context,
        Compression compression,
        Limits limits) {

    public Contact {
        servers = List.copyOf(servers);
        Objects.requireNonNull(proxy, "proxy");
        Objects.requireNonNull(security, "security");
        Objects.requireNonNull(context, "context");
        Objects.requireNonNull(compression, "compression");
        Objects.requireNonNull(limits, "limits");
    }

    /**
     * A server with a single address, without a proxy.
     *
     * @param hostHeader the server's name for the upgrade request, with its port unless that is the default one
     */
    public Contact(
            InetSocketAddress address,
            String hostHeader,
            Security security,
            String dialect,
            DialectContext context,
            Compression compression,
            Limits limits) {
        this(
                List.of(new ServerAddress(address, hostHeader)),
                Optional.empty(),
                security,
                dialect,
                context,
                compression,
                limits);
    }

    /**
     * The client's own limits.
     *
     * @param connectTimeout time-out of the TCP connect
     * @param maxMessageBytes size of the largest message that the client accepts
     */
    public record Limits(Duration connectTimeout, int maxMessageBytes) {}

    /** The same server at other addresses. */
    Contact withServers(List<ServerAddress> others) {
        return new Contact(others, proxy, security, dialect, context, compression, limits);
    }

    /** The first address of the server. */
    public InetSocketAddress address() {
        return servers.get(0).address();
    }

    /** The addresses that TCP connections are made to: those of the server, or that of the proxy. */
    public List<InetSocketAddress> peers() {
        return proxy.map(through -> List.of(through.address()))
                .orElseGet(() -> servers.stream().map(ServerAddress::address).toList());
    }

    /** Scheme, host and port of the server, or of each of its hosts. */
    public List<String> urls() {
        return servers.stream()
                .map(server -> (security.tls() ? "wss://" : "ws://") + server.hostHeader())
                .distinct()
                .toList();
    }

    /** The same server with other users. */
    public Contact withUsers(Users others) {
        return new Contact(servers, proxy, security, dialect, context.withUsers(others), compression, limits);
    }

    /**
     * @throws wse.config.BadInputException if this process does not support the protocol; the message lists those that it
     *     supports
     */
    public Dialect newDialect(Dialects dialects) {
        return dialects.create(dialect, context);
    }

    /**
     * The endpoints of the first user, one for each address of the server.
     *
     * @throws BadInputException if TLS is required, but this JVM does not support it
     */
    public List<Endpoint> newEndpoints(Dialect spoken) {
        OpeningRequest request = spoken.openingRequest(0);
        Endpoint plain = Endpoint.of(address(), servers.get(0).hostHeader(), request.target(), request.allHeaders())
                .withConnectTimeout(limits.connectTimeout())
                .withMaxMessageBytes(limits.maxMessageBytes());
        Endpoint secured = security.secure(
                compression.isOn() ? plain.withCompression(DeflateOffer.of(compression.header())) : plain);
        Endpoint first = proxy.map(through -> through.carry(secured)).orElse(secured);
        return servers.stream()
                .map(server ->
                        first.withServer(server.address(), server.hostHeader(), request.target(), request.allHeaders()))
                .toList();
    }

    @Override
    public String toString() {
        return String.join(", ", urls()) + " at " + peers();
    }
}
