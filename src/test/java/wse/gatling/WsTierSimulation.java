package wse.gatling;

import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.details;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import io.gatling.javaapi.core.Assertion;
import io.gatling.javaapi.core.PopulationBuilder;
import io.gatling.javaapi.core.Simulation;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import wse.dialect.Dialect;
import wse.dialect.EchoDialect;
import wse.dialect.Jwt;
import wse.dialect.WseDialect;
import wse.load.BareDialect;
import wse.measure.LatencyCollector;
import wse.measure.LatencyKind;
import wse.measure.TierMeasurement;
import wse.plan.HoldPlan;
import wse.plan.PingPlan;
import wse.plan.Ramp;
import wse.plan.Settling;
import wse.plan.StormPlan;
import wse.plan.TierPlan;

/**
 * Runs tiers with Gatling's own {@code ws} DSL, all at once, against any servers, for {@link WsTierIT}. Each
 * tier is {@code name/port/dialect/plan} in the property {@code tiers}, separated by commas.
 */
public final class WsTierSimulation extends Simulation {

    static final String MEASURED = "MEASURED ";

    private static final Duration TIMEOUT = Duration.ofMillis(Long.getLong("tiers.timeoutMillis", 2_000));
    private static final int CONNECTIONS = Integer.getInteger("tiers.connections", 100);
    private static final String SECRET = System.getProperty("tiers.secret", "bench-secret-key-for-testing-only");

    {
        List<PopulationBuilder> tiers = Stream.of(System.getProperty("tiers").split(","))
                .map(spec -> population(spec.split("/")))
                .toList();
        setUp(tiers).assertions(aliveAssertions());
    }

    /**
     * The expected number of roll calls in the report, as failed/all, in the property {@code tiers.alive} if the test
     * sets it.
     */
    private static List<Assertion> aliveAssertions() {
        return Stream.ofNullable(System.getProperty("tiers.alive"))
                .map(counts -> counts.split("/"))
                .flatMap(counts -> Stream.of(
                        details("alive").failedRequests().count().is(Long.valueOf(counts[0])),
                        details("alive").allRequests().count().is(Long.valueOf(counts[1]))))
                .toList();
    }

    private static PopulationBuilder population(String... spec) {
        TierPlan plan = plan(spec[3]);
        Dialect dialect = dialect(spec[2]);
        WsTier tier = WsTier.of(plan, dialect, new LatencyCollector((kind, histogram) -> {}), new Printer(spec[0]));
        return scenario(spec[0])
                .exec(tier.start(), tier.connect(), tier.untilAllConnected())
                .exec(plan.settles().isNone() ? tier.pings() : tier.settle())
                .exec(tier.close(), tier.end())
                .injectOpen(atOnceUsers(plan.connections()))
                .protocols(WsTier.protocol("ws://127.0.0.1:" + spec[1], dialect));
    }

    private static Dialect dialect(String name) {
        return switch (name) {
            case "echo" -> new EchoDialect("/");
            case "wse" -> new WseDialect(WseDialect.DEFAULT_TARGET, new Jwt(SECRET, InstantSource.system()).issue());
            case "login-text" -> new LoginDialect(true);
            case "login-binary" -> new LoginDialect(false);
            case "bare" -> new BareDialect();
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static TierPlan plan(String kind) {
        Ramp ramp = new Ramp(CONNECTIONS, kind.equals("window") ? 2 : 0, 0, TIMEOUT, TIMEOUT);
        return switch (kind) {
            case "storm", "window" -> new StormPlan(ramp);
            case "settle" -> new StormPlan(ramp, new Settling(Duration.ofMillis(300), TIMEOUT));
            case "hold" -> new HoldPlan(ramp, Duration.ofSeconds(1), Duration.ofMillis(250), TIMEOUT);
            case "open" -> new PingPlan(ramp, 20, 20, TIMEOUT);
            case "closed" -> new PingPlan(ramp, 4, 0, TIMEOUT);
            default -> throw new IllegalArgumentException(kind);
        };
    }

    /** Prints the results of each tier on one line, with its latencies. */
    private record Printer(String tier) implements TierHooks {

        @Override
        public CompletionStage<?> after(TierMeasurement m) {
            System.out.println(MEASURED + tier + " outcomes=" + m.outcomes().asMap() + " connected="
                    + m.connected() + " pings=" + m.pingOutcomes().asMap() + " alive="
                    + (m.alive().isPresent() ? m.alive().getAsLong() : "null") + " messages="
                    + m.messages() + " hellos="
                    + m.messages().hellos() + " service=" + latency(m, LatencyKind.SERVICE) + " response="
                    + latency(m, LatencyKind.RESPONSE) + " connect=" + latency(m, LatencyKind.CONNECT));
            return CompletableFuture.completedFuture(null);
        }

        private static String latency(TierMeasurement measured, LatencyKind kind) {
            if (!measured.latencies().containsKey(kind)) {
                return "none";
            }
            Histogram histogram = measured.latencies().get(kind);
            return histogram.getTotalCount() + "*" + histogram.getMinValue() + ".." + histogram.getValueAtPercentile(50)
                    + ".." + histogram.getMaxValue();
        }
    }
}
