package wse.run;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Objects;
import javax.net.ssl.SSLException;
import wse.dialect.Dialect;
import wse.dialect.EchoDialect;
import wse.dialect.WseDialect;
import wse.engine.Endpoint;

/**
 * Where the server under test is and how to speak to it: all that a client has to know, in this process or another one.
 *
 * @param hostHeader with its port, as the upgrade says it
 * @param dialect {@code "wse"} or {@code "echo"}
 * @param requestTarget path and query of the upgrade
 * @param token of the {@code wse} dialect; empty for the other. Not printed
 * @param connectTimeout for the TCP connect
 */
record Contact(
        InetSocketAddress address,
        String hostHeader,
        boolean tls,
        String dialect,
        String requestTarget,
        String token,
        Duration connectTimeout) {

    Contact {
        Objects.requireNonNull(token, "token");
    }

    Dialect newDialect() {
        return dialect.equals("echo") ? new EchoDialect(requestTarget) : new WseDialect(requestTarget, token);
    }

    /** @throws SSLException if this JVM cannot do TLS */
    Endpoint newEndpoint() throws SSLException {
        Dialect spoken = newDialect();
        Endpoint plain = Endpoint.of(address, hostHeader, spoken.requestTarget(), spoken.headers())
                .withConnectTimeout(connectTimeout);
        return tls ? plain.withTls(false) : plain;
    }

    @Override
    public String toString() {
        return (tls ? "wss://" : "ws://") + hostHeader + " at " + address;
    }
}
