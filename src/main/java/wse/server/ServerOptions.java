package wse.server;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import wse.config.MessageForm;
import wse.config.ReadMode;

/** The configuration of a {@link ReferenceServer}: where it listens, what it sends and reads, and its limits. */
public record ServerOptions(Listen listen, Speech speech, Limits limits) {

    /** The secret of the published benchmark suite. Everybody knows it. */
    public static final String PUBLISHED_SECRET = "bench-secret-key-for-testing-only";

    /** Many more than a million connections need, even if each process has only 20,000 file descriptors. */
    private static final int MOST_PROCESSES = 1_024;

    public ServerOptions {
        Objects.requireNonNull(listen, "listen");
        Objects.requireNonNull(speech, "speech");
        Objects.requireNonNull(limits, "limits");
    }

    /** Options for a server that behaves like the genuine one, on free ports of the loopback address. */
    public static ServerOptions defaults() {
        return new ServerOptions(Listen.loopback(), Speech.defaults(), Limits.defaults());
    }

    public ServerOptions withListen(Listen other) {
        return new ServerOptions(other, speech, limits);
    }

    public ServerOptions withSpeech(Speech other) {
        return new ServerOptions(listen, other, limits);
    }

    public ServerOptions withLimits(Limits other) {
        return new ServerOptions(listen, speech, other);
    }

    /**
     * Where the server listens, and how many threads and processes it has.
     *
     * @param host address to listen on
     * @param port 0 for a free one
     * @param metricsPort port of the counters, always on the loopback address; 0 for a free one. With several processes this
     *     is the port of the first one, and the others have the next ports
     * @param loops event loops of all processes together, each with one thread; each process has at least one
     * @param processes number of processes that listen on the port ({@code SO_REUSEPORT}); the kernel chooses one for each
     *     connection by a hash
     * @param transport the operating system's interface that the sockets use
     * @param cores numbers of the cores that each process may use; empty for all
     */
    public record Listen(
            String host,
            int port,
            int metricsPort,
            int loops,
            int processes,
            ServerTransport transport,
            List<Integer> cores) {

        public Listen {
            Objects.requireNonNull(host, "host");
            within(0, 65_535, port, "port");
            within(0, 65_535, metricsPort, "metrics-port");
            within(1, 1024, loops, "loops");
            within(1, MOST_PROCESSES, processes, "processes");
            Objects.requireNonNull(transport, "transport");
            cores = List.copyOf(cores);
        }

        static Listen loopback() {
            return new Listen(
                    "127.0.0.1", 0, 0, Runtime.getRuntime().availableProcessors(), 1, ServerTransport.AUTO, List.of());
        }

        public Listen withLoops(int other) {
            return new Listen(host, port, metricsPort, other, processes, transport, cores);
        }

        public Listen withTransport(ServerTransport other) {
            return new Listen(host, port, metricsPort, loops, processes, other, cores);
        }

        public Listen withProcesses(int other) {
            return new Listen(host, port, metricsPort, loops, other, transport, cores);
        }

        /** Restricted to these cores, with one event loop for each. */
        public Listen withCores(List<Integer> some) {
            return new Listen(host, port, metricsPort, some.size(), processes, transport, some);
        }

        /**
         * Whether a process accepts connections on its only event loop instead of on a thread of its own. If there are
         * more processes than cores, such threads only cost context switches: in a ramp over 52 processes, 11 % of both
         * cores.
         */
        boolean acceptsOnItsLoop() {
            return loops == 1 && processes > Runtime.getRuntime().availableProcessors();
        }

        /** The options of one of the processes; the first one has index 0. */
        Listen ofProcess(int index, int knownPort) {
            int metrics = metricsPort == 0 ? 0 : metricsPort + index;
            int own = Math.max(1, (loops + processes - 1) / processes);
            return new Listen(host, knownPort, metrics, own, processes, transport, cores);
        }
    }

    /**
     * What the server sends, and how much it reads of what it receives.
     *
     * @param dialect protocol; all other components have no effect in {@link ServerDialect#ECHO}, except that
     *     {@link ReadMode#COUNT} sends text back without checking it, and that messages may be compressed
     * @param form message form
     * @param read how much of each message is read
     * @param secret HS256 secret of the tokens, at least 32 bytes
     * @param rememberTokens whether a valid token is not validated again before it expires
     * @param compression whether it compresses messages for clients that offer it (RFC 7692)
     */
    public record Speech(
            ServerDialect dialect,
            MessageForm form,
            ReadMode read,
            String secret,
            boolean rememberTokens,
            boolean compression) {

        public Speech {
            Objects.requireNonNull(dialect, "dialect");
            Objects.requireNonNull(form, "form");
            Objects.requireNonNull(read, "read");
            Objects.requireNonNull(secret, "secret");
        }

        static Speech defaults() {
            return new Speech(ServerDialect.WSE, MessageForm.V2_0_0, ReadMode.PARSE, PUBLISHED_SECRET, true, false);
        }

        public Speech withDialect(ServerDialect other) {
            return new Speech(other, form, read, secret, rememberTokens, compression);
        }

        public Speech withForm(MessageForm other) {
            return new Speech(dialect, other, read, secret, rememberTokens, compression);
        }

        public Speech withRead(ReadMode other) {
            return new Speech(dialect, form, other, secret, rememberTokens, compression);
        }

        public Speech withSecret(String other) {
            return new Speech(dialect, form, read, other, rememberTokens, compression);
        }

        public Speech withCompression(boolean other) {
            return new Speech(dialect, form, read, secret, rememberTokens, other);
        }

        /** Does not show the secret. */
        @Override
        public String toString() {
            return "Speech[dialect=" + dialect.label() + ", form=" + form.version() + ", read=" + read
                    + ", secret=********, rememberTokens=" + rememberTokens + ", compression=" + compression + "]";
        }
    }

    /**
     * Limits for clients. The defaults are those of the genuine server.
     *
     * @param pingInterval time between two keep-alive pings on a connection
     * @param idleTimeout how long a connection may be silent before it is closed
     * @param maxConnections the most connections per process; further ones are refused
     * @param maxMessageBytes the longest message; a longer one is answered with close code 1009
     * @param handshakes the limits for connections that are not open yet
     */
    public record Limits(
            Duration pingInterval,
            Duration idleTimeout,
            int maxConnections,
            int maxMessageBytes,
            Handshakes handshakes) {

        /** Times are stored as milliseconds in 31 bits. */
        private static final Duration LONGEST = Duration.ofDays(1);

        /** The largest {@code maxMessageBytes}. */
        public static final int MOST_MESSAGE_BYTES = 64 << 20;

        public Limits {
            span(pingInterval, "ping-interval");
            span(idleTimeout, "idle-timeout");
            within(1, Integer.MAX_VALUE, maxConnections, "max-connections");
            within(125, MOST_MESSAGE_BYTES, maxMessageBytes, "max-message-bytes");
            Objects.requireNonNull(handshakes, "handshakes");
        }

        static Limits defaults() {
            return new Limits(
                    Duration.ofSeconds(25), Duration.ofSeconds(60), 1_000_000, 1 << 20, Handshakes.defaults());
        }

        public Limits withPingInterval(Duration other) {
            return new Limits(other, idleTimeout, maxConnections, maxMessageBytes, handshakes);
        }

        public Limits withIdleTimeout(Duration other) {
            return new Limits(pingInterval, other, maxConnections, maxMessageBytes, handshakes);
        }

        public Limits withMaxConnections(int other) {
            return new Limits(pingInterval, idleTimeout, other, maxMessageBytes, handshakes);
        }

        public Limits withMaxMessageBytes(int other) {
            return new Limits(pingInterval, idleTimeout, maxConnections, other, handshakes);
        }

        public Limits withHandshakes(Handshakes other) {
            return new Limits(pingInterval, idleTimeout, maxConnections, maxMessageBytes, other);
        }

        private static void span(Duration value, String name) {
            if (value.toMillis() < 1 || value.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException(
                        name + " must be between 1 ms and one day: " + name + "=" + value.toMillis() + "ms");
            }
        }
    }

    /**
     * Limits for pending handshakes. A handshake is pending while its connection has been accepted but is not open yet,
     * or has been refused but is not closed yet. Beyond the limits, a new connection is closed at once.
     *
     * @param timeout how long a client may take for its upgrade request, or for reading the counters
     * @param most the most per process
     * @param mostPerAddress the most per process from the same address; of an IPv6 address, only the first half counts
     */
    public record Handshakes(Duration timeout, int most, int mostPerAddress) {

        /**
         * A single address has fewer ports by default, so that a connection storm from one machine never meets this
         * limit. A handshake that never ends holds at most about 20 KiB.
         */
        private static final int MOST_PER_ADDRESS = 1 << 15;

        private static final int MOST = 2 * MOST_PER_ADDRESS;

        public Handshakes {
            Limits.span(timeout, "handshake-timeout");
            within(1, Integer.MAX_VALUE, most, "max-handshakes");
            within(1, Integer.MAX_VALUE, mostPerAddress, "max-handshakes-per-address");
        }

        static Handshakes defaults() {
            return new Handshakes(Duration.ofSeconds(10), MOST, MOST_PER_ADDRESS);
        }

        /** The same with other limits: this many in total, and half as many per address. */
        public Handshakes withMost(int other) {
            return new Handshakes(timeout, other, Math.max(1, other / 2));
        }

        Handshakes withTimeout(Duration other) {
            return new Handshakes(other, most, mostPerAddress);
        }
    }

    private static void within(int least, int most, int value, String name) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    name + " must be between " + least + " and " + most + ": " + name + "=" + value);
        }
    }
}
