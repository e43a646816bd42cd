package wse.run.target;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Objects;
import wse.config.BadInputException;
import wse.config.Users;
import wse.dialect.Dialect;
import wse.dialect.DialectContext;
import wse.dialect.Dialects;
import wse.dialect.OpeningRequest;
import wse.engine.Endpoint;

/**
 * The address of the server under test and how to communicate with it: everything that a client must know, in this process
 * or in another one.
 *
 * @param hostHeader the server's name for the upgrade request, with its port unless that is the default one
 * @param dialect name of the protocol
 * @param context input for the protocol; it may contain a token or secret, and is not printed
 */
public record Contact(
        InetSocketAddress address,
        String hostHeader,
        Security security,
        String dialect,
        DialectContext context,
        Limits limits) {

    public Contact {
        Objects.requireNonNull(security, "security");
        Objects.requireNonNull(context, "context");
        Objects.requireNonNull(limits, "limits");
    }

    /**
     * The client's own limits.
     *
     * @param connectTimeout time-out of the TCP connect
     * @param maxMessageBytes size of the largest message that the client accepts
     */
    public record Limits(Duration connectTimeout, int maxMessageBytes) {}

    /** The same server at another address. */
    Contact withAddress(InetSocketAddress other) {
        return new Contact(other, hostHeader, security, dialect, context, limits);
    }

    /** The same server with other users. */
    public Contact withUsers(Users others) {
        return new Contact(address, hostHeader, security, dialect, context.withUsers(others), limits);
    }

    /**
     * @throws wse.config.BadInputException if this process does not support the protocol; the message lists those that it
     *     supports
     */
    public Dialect newDialect(Dialects dialects) {
        return dialects.create(dialect, context);
    }

    /**
     * The endpoint of the first user.
     *
     * @throws BadInputException if TLS is required, but this JVM does not support it
     */
    public Endpoint newEndpoint(Dialect spoken) {
        OpeningRequest request = spoken.openingRequest(0);
        Endpoint plain = Endpoint.of(address, hostHeader, request.target(), request.allHeaders())
                .withConnectTimeout(limits.connectTimeout())
                .withMaxMessageBytes(limits.maxMessageBytes());
        return security.secure(plain);
    }

    @Override
    public String toString() {
        return (security.tls() ? "wss://" : "ws://") + hostHeader + " at " + address;
    }
}
