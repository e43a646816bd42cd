package wse.gatling.internal;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import wse.config.TransportKind;
import wse.dialect.Dialect;
import wse.engine.ClientTls;
import wse.engine.HostHeader;
import wse.engine.Transport;
import wse.load.Transports;

/**
 * The settings of the protocol extension: the server, the dialect, and the engine. {@code WseProtocolBuilder} documents
 * each of them.
 *
 * @param sources local addresses to connect from, in turn; empty to let the operating system choose
 * @param maxMessageBytes size of the largest message that the client accepts
 */
public record WseSettings(
        Address address, Dialect dialect, List<String> sources, Engine engine, Timeouts timeouts, int maxMessageBytes) {

    public WseSettings {
        sources = List.copyOf(sources);
    }

    /** A copy with another server address. */
    public WseSettings withAddress(Address other) {
        return new WseSettings(other, dialect, sources, engine, timeouts, maxMessageBytes);
    }

    /** A copy with another dialect. */
    public WseSettings withDialect(Dialect other) {
        return new WseSettings(address, other, sources, engine, timeouts, maxMessageBytes);
    }

    /** A copy with other local addresses. */
    public WseSettings withSources(List<String> other) {
        return new WseSettings(address, dialect, other, engine, timeouts, maxMessageBytes);
    }

    /** A copy with another engine. */
    public WseSettings withEngine(Engine other) {
        return new WseSettings(address, dialect, sources, other, timeouts, maxMessageBytes);
    }

    /** A copy with other time-outs. */
    public WseSettings withTimeouts(Timeouts other) {
        return new WseSettings(address, dialect, sources, engine, other, maxMessageBytes);
    }

    /** A copy with another limit for messages. */
    public WseSettings withMaxMessageBytes(int other) {
        return new WseSettings(address, dialect, sources, engine, timeouts, other);
    }

    /**
     * The server.
     *
     * @param tls how to use TLS; empty for {@code ws://}
     */
    public record Address(String host, int port, Optional<ClientTls> tls) {

        public Address {
            Objects.requireNonNull(host, "host");
            Objects.requireNonNull(tls, "tls");
            if (port < 1 || port > 65_535) {
                throw new IllegalArgumentException("a port must be 1 to 65535: port=" + port);
            }
        }

        /** The same server under another name or address. */
        public Address withHost(String other) {
            return new Address(other, port, tls);
        }

        /** The same host on another port. */
        public Address withPort(int other) {
            return new Address(host, other, tls);
        }

        /** The same server with TLS. */
        public Address withTls(ClientTls how) {
            return new Address(host, port, Optional.of(how));
        }

        /** The value of the {@code Host} header. */
        String authority() {
            return HostHeader.of(host, port, tls.isPresent());
        }
    }

    /**
     * The Netty engine that carries the connections.
     *
     * @param eventLoops number of its threads; 0 for one per core
     */
    public record Engine(TransportKind transport, int eventLoops) {

        public Engine {
            if (eventLoops < 0) {
                throw new IllegalArgumentException(
                        "event loops must be at least 1, or 0 for one per core: eventLoops=" + eventLoops);
            }
            Transport ofTheEngine = Transports.of(transport);
            if (!ofTheEngine.isAvailable()) {
                throw new IllegalArgumentException("this machine does not have the transport: transport="
                        + transport.label() + " ("
                        + ofTheEngine.unavailability().orElse("")
                        + "); auto takes the best one available");
            }
        }

        /** The best transport that this machine has, with one event loop per core. */
        public static Engine auto() {
            return new Engine(TransportKind.AUTO, 0);
        }

        /** @param transport {@code auto}, {@code epoll}, {@code nio} or {@code io_uring} */
        public static Engine of(String transport, int eventLoops) {
            return new Engine(TransportKind.of(transport), eventLoops);
        }

        /** The number of event loops to start. */
        int loops() {
            return eventLoops > 0 ? eventLoops : Runtime.getRuntime().availableProcessors();
        }
    }

    /**
     * How long a user waits.
     *
     * @param connect longest time for the TCP connection, and again for the TLS session
     * @param ready longest time from the TCP connection to the ready message
     * @param pong longest time from an application ping to its pong
     */
    public record Timeouts(Duration connect, Duration ready, Duration pong) {

        /** A copy with another time for the TCP connection. */
        public Timeouts withConnect(Duration other) {
            return new Timeouts(other, ready, pong);
        }

        /** A copy with another time until the connection is ready. */
        public Timeouts withReady(Duration other) {
            return new Timeouts(connect, other, pong);
        }

        /** A copy with another time for the pong. */
        public Timeouts withPong(Duration other) {
            return new Timeouts(connect, ready, other);
        }
    }
}
