package wse.measure;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * One run of one simulation: all that the reports are functions of.
 *
 * @param test the category, as in {@code "ping-latency"}
 * @param simulation the class name
 * @param engine {@code "netty"} or {@code "gatling"}
 * @param config the effective settings by name, secrets masked
 * @param gatlingReport path of Gatling's report relative to the run's directory, or null
 * @param warmUp what ran before the first tier, outside the figures; null if nothing did
 * @param incomplete why the run ended early; null if it did not
 * @param ceiling of a search for the most connections; null for another test
 */
public record RunResult(
        String test,
        String simulation,
        String engine,
        Instant startedAt,
        Map<String, String> config,
        Machine machine,
        Target target,
        String gatlingReport,
        WarmUp warmUp,
        String incomplete,
        List<TierResult> tiers,
        Ceiling ceiling) {

    public RunResult {
        tiers = List.copyOf(tiers);
    }

    /** The same with other tiers. */
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
                ceiling);
    }

    /** The machine the client ran on. */
    public record Machine(
            String os, String cpu, int cores, long memoryBytes, String java, String netty, String gatling) {}

    /** @param server what the server says it is, {@code "unknown"} if it does not */
    public record Target(String host, int port, String server) {}

    /**
     * What warmed the client's JIT (and the server) up.
     *
     * @param messages confirmed in floods; the pings are none of them
     */
    public record WarmUp(int connections, long pings, long messages, Duration duration) {}
}
