package wse.gatling.internal;

import java.time.Duration;
import java.util.List;
import wse.config.TransportKind;
import wse.dialect.Dialect;
import wse.engine.Transport;
import wse.load.Transports;

/**
 * What the protocol extension connects to and with; see {@code WseProtocolBuilder} for the meaning of each.
 *
 * @param transport must be available on this machine
 * @param eventLoops threads of the engine; 0 for one per core
 */
public record WseSettings(
        Address address,
        Dialect dialect,
        List<String> sources,
        TransportKind transport,
        int eventLoops,
        Timeouts timeouts) {

    public WseSettings {
        sources = List.copyOf(sources);
        if (eventLoops < 0) {
            throw new IllegalArgumentException(
                    "event loops must be at least 1, or 0 for one per core: eventLoops=" + eventLoops);
        }
        requireAvailable(transport);
    }

    private static void requireAvailable(TransportKind kind) {
        Transport transport = Transports.of(kind);
        if (!transport.isAvailable()) {
            throw new IllegalArgumentException("a transport must be one this machine has: transport=" + kind.label()
                    + " (" + transport.unavailability() + "); auto takes the best there is");
        }
    }

    /** @param tls whether to speak {@code wss://}; certificates are not checked, as Gatling does not by default */
    public record Address(String host, int port, boolean tls) {

        public Address {
            if (port < 1 || port > 65_535) {
                throw new IllegalArgumentException("a port must be 1 to 65535: port=" + port);
            }
        }

        /** Host and port as a URI and the {@code Host} header have them: an IPv6 literal in brackets (RFC 3986, 3.2.2). */
        String authority() {
            boolean bareIpv6 = host.indexOf(':') >= 0 && !host.startsWith("[");
            return (bareIpv6 ? "[" + host + "]" : host) + ":" + port;
        }
    }

    /**
     * @param connect for the TCP connection
     * @param ready from there to the ready message
     * @param pong from an application ping to its pong
     */
    public record Timeouts(Duration connect, Duration ready, Duration pong) {}
}
