package wse.run.target;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Objects;
import javax.net.ssl.SSLException;
import wse.dialect.Dialect;
import wse.dialect.DialectContext;
import wse.dialect.Dialects;
import wse.dialect.OpeningRequest;
import wse.engine.Endpoint;

/**
 * Where the server under test is and how to speak to it: all that a client has to know, in this process or another one.
 *
 * @param hostHeader the server's name with its port, for the upgrade request
 * @param dialect name of the protocol
 * @param context what the protocol is made from; it may hold a token or secret, and is not printed
 * @param connectTimeout for the TCP connection
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

    /** @throws wse.config.BadInputException if this process does not have the protocol, with a list of those it has */
    public Dialect newDialect(Dialects dialects) {
        return dialects.create(dialect, context);
    }

    /**
     * The endpoint of the first user.
     *
     * @throws SSLException if this JVM cannot do TLS
     */
    public Endpoint newEndpoint(Dialect spoken) throws SSLException {
        OpeningRequest request = spoken.openingRequest(0);
        Endpoint plain = Endpoint.of(address, hostHeader, request.target(), request.allHeaders())
                .withConnectTimeout(connectTimeout);
        return tls ? plain.withTls(false) : plain;
    }

    @Override
    public String toString() {
        return (tls ? "wss://" : "ws://") + hostHeader + " at " + address;
    }
}
