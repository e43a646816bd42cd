package wse.server;

import java.time.Duration;
import java.util.Objects;
import wse.config.MessageForm;
import wse.config.ReadMode;

/** How a {@link ReferenceServer} is set up: where it listens, how it speaks, what it allows. */
public record ServerOptions(Listen listen, Speech speech, Limits limits) {

    /** The published suite's secret, made for benchmarks; known to everyone, so no secret at all. */
    public static final String PUBLISHED_SECRET = "bench-secret-key-for-testing-only";

    /** Ten times as many as a million connections take with 20,000 descriptors each. */
    private static final int MOST_PROCESSES = 1_024;

    public ServerOptions {
        Objects.requireNonNull(listen, "listen");
        Objects.requireNonNull(speech, "speech");
        Objects.requireNonNull(limits, "limits");
    }

    /** The genuine server's conduct on free ports of the loopback address. */
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
     * Where and on what.
     *
     * @param host address to listen on
     * @param port 0 for a free one
     * @param metricsPort of the counters, always on the loopback address; 0 for a free one; of several processes the
     *     first one's, the others' follow it
     * @param loops event loops, each one thread; of all processes together, but each has one
     * @param processes that listen on the port ({@code SO_REUSEPORT}) and get each connection by its hash
     * @param transport how sockets are driven
     */
    public record Listen(String host, int port, int metricsPort, int loops, int processes, Transport transport) {

        public Listen {
            Objects.requireNonNull(host, "host");
            within(0, 65_535, port, "port");
            within(0, 65_535, metricsPort, "metrics-port");
            within(1, 1024, loops, "loops");
            within(1, MOST_PROCESSES, processes, "processes");
            Objects.requireNonNull(transport, "transport");
        }

        static Listen loopback() {
            return new Listen("127.0.0.1", 0, 0, Runtime.getRuntime().availableProcessors(), 1, Transport.AUTO);
        }

        public Listen withLoops(int other) {
            return new Listen(host, port, metricsPort, other, processes, transport);
        }

        public Listen withTransport(Transport other) {
            return new Listen(host, port, metricsPort, loops, processes, other);
        }

        public Listen withProcesses(int other) {
            return new Listen(host, port, metricsPort, loops, other, transport);
        }

        /**
         * Whether a process has no thread of its own for accepting. Where processes outnumber the cores such threads take
         * turns for nothing: measured in a ramp over 52 processes, 11 % of both cores.
         */
        boolean acceptsOnItsLoop() {
            return loops == 1 && processes > Runtime.getRuntime().availableProcessors();
        }

        /** As one of the processes listens, the first being 0. */
        Listen ofProcess(int index, int knownPort) {
            int metrics = metricsPort == 0 ? 0 : metricsPort + index;
            int own = Math.max(1, (loops + processes - 1) / processes);
            return new Listen(host, knownPort, metrics, own, processes, transport);
        }
    }

    /**
     * What is said and how much of what is heard is read.
     *
     * @param form message form
     * @param read how much of each message is read
     * @param secret the tokens' HS256 secret, at least 32 bytes
     * @param rememberTokens whether the verdict on a good token is kept until it expires
     */
    public record Speech(MessageForm form, ReadMode read, String secret, boolean rememberTokens) {

        public Speech {
            Objects.requireNonNull(form, "form");
            Objects.requireNonNull(read, "read");
            Objects.requireNonNull(secret, "secret");
        }

        static Speech defaults() {
            return new Speech(MessageForm.V2_0_0, ReadMode.PARSE, PUBLISHED_SECRET, true);
        }

        public Speech withForm(MessageForm other) {
            return new Speech(other, read, secret, rememberTokens);
        }

        public Speech withRead(ReadMode other) {
            return new Speech(form, other, secret, rememberTokens);
        }

        public Speech withSecret(String other) {
            return new Speech(form, read, other, rememberTokens);
        }

        /** Without the secret. */
        @Override
        public String toString() {
            return "Speech[form=" + form.version() + ", read=" + read + ", secret=********, rememberTokens="
                    + rememberTokens + "]";
        }
    }

    /**
     * What a client may do. The defaults are the genuine server's.
     *
     * @param pingInterval between two keep-alive pings on one connection
     * @param idleTimeout a connection that sent no message for so long is closed
     * @param maxConnections connections past it are refused, by each process
     * @param maxMessageBytes a longer message is answered with close 1009
     */
    public record Limits(Duration pingInterval, Duration idleTimeout, int maxConnections, int maxMessageBytes) {

        /** Sweeps are counted in milliseconds of 31 bits. */
        private static final Duration LONGEST = Duration.ofDays(1);

        public Limits {
            span(pingInterval, "ping-interval");
            span(idleTimeout, "idle-timeout");
            within(1, Integer.MAX_VALUE, maxConnections, "max-connections");
            within(125, 64 << 20, maxMessageBytes, "max-message-bytes");
        }

        static Limits defaults() {
            return new Limits(Duration.ofSeconds(25), Duration.ofSeconds(60), 1_000_000, 1 << 20);
        }

        public Limits withPingInterval(Duration other) {
            return new Limits(other, idleTimeout, maxConnections, maxMessageBytes);
        }

        public Limits withIdleTimeout(Duration other) {
            return new Limits(pingInterval, other, maxConnections, maxMessageBytes);
        }

        public Limits withMaxConnections(int other) {
            return new Limits(pingInterval, idleTimeout, other, maxMessageBytes);
        }

        public Limits withMaxMessageBytes(int other) {
            return new Limits(pingInterval, idleTimeout, maxConnections, other);
        }

        private static void span(Duration value, String name) {
            if (value.toMillis() < 1 || value.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException(
                        name + " must be between 1 ms and one day: " + name + "=" + value.toMillis() + "ms");
            }
        }
    }

    private static void within(int least, int most, int value, String name) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    name + " must be between " + least + " and " + most + ": " + name + "=" + value);
        }
    }
}
