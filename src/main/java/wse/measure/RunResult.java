package wse.measure;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import wse.config.TestKind;

/**
 * One run of one simulation: everything that the reports show.
 *
 * @param simulation the class name
 * @param engine {@code "netty"} or {@code "gatling"}
 * @param config the effective settings by name, secrets masked
 * @param gatlingReport path of Gatling's report relative to the run's directory
 * @param warmUp what ran before the first tier, not included in the figures
 * @param incomplete why the run ended early, or that it has not ended yet; empty if it has reached its end
 * @param connectionLimit the result of a connection-limit search; empty in other tests
 */
public record RunResult(
        TestKind test,
        String simulation,
        String engine,
        Instant startedAt,
        Map<String, String> config,
        Machine machine,
        Target target,
        Optional<String> gatlingReport,
        Optional<WarmUp> warmUp,
        Optional<String> incomplete,
        List<TierResult> tiers,
        Optional<ConnectionLimit> connectionLimit) {

    public RunResult {
        tiers = List.copyOf(tiers);
    }

    /** The same run with other tiers. */
    public RunResult withTiers(List<TierResult> others) {
        return new RunResult(
                test,
                simulation,
                engine,
                startedAt,
                config,
                machine,
                target,
                gatlingReport,
                warmUp,
                incomplete,
                others,
                connectionLimit);
    }

    /** The same run without a link to Gatling's report, which was not written. */
    public RunResult withoutGatlingReport() {
        return new RunResult(
                test,
                simulation,
                engine,
                startedAt,
                config,
                machine,
                target,
                Optional.empty(),
                warmUp,
                incomplete,
                tiers,
                connectionLimit);
    }

    /**
     * A copy in which text that may come from the server or from an exception is replaced, for example to mask secrets.
     */
    public RunResult withWords(UnaryOperator<String> words) {
        return new RunResult(
                test,
                simulation,
                engine,
                startedAt,
                config,
                machine,
                target.withWords(words),
                gatlingReport,
                warmUp,
                incomplete.map(words),
                tiers.stream().map(tier -> tier.withWords(words)).toList(),
                connectionLimit.map(limit -> limit.withWords(words)));
    }

    /**
     * The machine that the client ran on.
     *
     * @param cores the cores that client and embedded server could use together
     * @param serverCores numbers of the cores that the embedded server had to itself; empty if the operating system
     *     distributed both over all cores
     * @param clientCores numbers of the cores that the client had to itself; empty like {@code serverCores}
     * @param tuning limits of the operating system by name, as found; null if unknown
     * @param notCarried what a full suite left out because it is too large for the machine, and why; null if nothing
     */
    public record Machine(
            String os,
            String cpu,
            int cores,
            long memoryBytes,
            String java,
            String netty,
            String gatling,
            Map<String, String> tuning,
            String notCarried,
            List<Integer> serverCores,
            List<Integer> clientCores) {

        /** Results of older versions have no lists of cores. */
        public Machine {
            serverCores = serverCores == null ? List.of() : List.copyOf(serverCores);
            clientCores = clientCores == null ? List.of() : List.copyOf(clientCores);
        }

        /** A machine of which nothing else is known. */
        public Machine(String os, String cpu, int cores, long memoryBytes, String java, String netty, String gatling) {
            this(os, cpu, cores, memoryBytes, java, netty, gatling, null, null, List.of(), List.of());
        }

        /** The same machine with what is too large for it. */
        public Machine withNotCarried(String reason) {
            return new Machine(
                    os, cpu, cores, memoryBytes, java, netty, gatling, tuning, reason, serverCores, clientCores);
        }

        /** Whether the embedded server and the client each had their own cores. */
        public boolean hasOwnCores() {
            return !clientCores.isEmpty();
        }
    }

    /**
     * The server under test.
     *
     * @param server how it identifies itself; {@code "unknown"} if it does not
     * @param idleRssBytes resident memory of its processes on this machine before the first tier; null if unknown
     * @param leftOut addresses that got no load, each with the reason: usually, that the first contact failed
     * @param tls the client's TLS implementation, such as {@code "BoringSSL"}; null without TLS
     */
    public record Target(String host, int port, String server, Long idleRssBytes, List<String> leftOut, String tls) {

        /** Results of older versions do not say which addresses were left out. */
        public Target {
            leftOut = leftOut == null ? List.of() : List.copyOf(leftOut);
        }

        /** A server without TLS, all of whose addresses got load. */
        public Target(String host, int port, String server, Long idleRssBytes) {
            this(host, port, server, idleRssBytes, List.of(), null);
        }

        /** A server whose memory is unknown. */
        public Target(String host, int port, String server) {
            this(host, port, server, null);
        }

        Target withWords(UnaryOperator<String> words) {
            return new Target(
                    host,
                    port,
                    server == null ? null : words.apply(server),
                    idleRssBytes,
                    leftOut.stream().map(words).toList(),
                    tls);
        }
    }

    /**
     * The work that warmed up the client's JIT compiler and the server.
     *
     * @param messages messages confirmed in floods, not including pings
     */
    public record WarmUp(int connections, long pings, long messages, Duration duration) {}
}
