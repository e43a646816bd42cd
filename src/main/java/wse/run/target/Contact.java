package wse.run.target;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Objects;
import javax.net.ssl.SSLException;
import wse.config.BadInputException;
import wse.dialect.Dialect;
import wse.dialect.DialectContext;
import wse.dialect.Dialects;
import wse.dialect.OpeningRequest;
import wse.engine.Endpoint;

/**
 * The address of the server under test and how to communicate with it: everything that a client must know, in this process
 * or in another one.
 *
 * @param hostHeader the server's name with its port, for the upgrade request
 * @param dialect name of the protocol
 * @param context input for the protocol; it may contain a token or secret, and is not printed
 * @param connectTimeout time-out of the TCP connect
 */
public record Contact(
        InetSocketAddress address,
        String hostHeader,
        boolean tls,
        String dialect,
        DialectContext context,
        Duration connectTimeout) {

    public Contact {
        Objects.requireNonNull(context, "context");
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
                .withConnectTimeout(connectTimeout);
        try {
            return tls ? plain.withTls(false) : plain;
        } catch (SSLException e) {
            throw new BadInputException("wse.tls needs a working TLS set-up of this JVM: " + e.getMessage());
        }
    }

    @Override
    public String toString() {
        return (tls ? "wss://" : "ws://") + hostHeader + " at " + address;
    }
}
