package wse.gatling.internal;

import java.time.Duration;
import java.util.List;
import wse.dialect.Dialect;

/**
 * What the protocol extension connects to and with; see {@code WseProtocolBuilder} for the meaning of each.
 *
 * @param transport {@code auto}, {@code epoll}, {@code nio} or {@code io_uring}
 * @param eventLoops threads of the engine; 0 for one per core
 */
public record WseSettings(
        Address address, Dialect dialect, List<String> sources, String transport, int eventLoops, Timeouts timeouts) {

    public WseSettings {
        sources = List.copyOf(sources);
    }

    /** @param tls whether to speak {@code wss://}; certificates are not checked, as Gatling does not by default */
    public record Address(String host, int port, boolean tls) {}

    /**
     * @param connect for the TCP connection
     * @param ready from there to the ready message
     * @param pong from an application ping to its pong
     */
    public record Timeouts(Duration connect, Duration ready, Duration pong) {}
}
