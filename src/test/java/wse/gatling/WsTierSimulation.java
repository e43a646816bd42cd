package wse.gatling;

import static io.gatling.javaapi.core.CoreDsl.asLongAs;
import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.ws;

import io.gatling.javaapi.core.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import wse.dialect.Dialect;
import wse.dialect.EchoDialect;
import wse.dialect.WseDialect;
import wse.measure.LatencyKind;
import wse.measure.LatencySummary;
import wse.measure.TierMeasurement;
import wse.plan.HoldPlan;
import wse.plan.PingPlan;
import wse.plan.Ramp;
import wse.plan.StormPlan;
import wse.plan.TierPlan;

/** One tier over Gatling's own {@code ws} DSL, against whatever listens: the workbench of {@link WsTier}'s tests. */
public final class WsTierSimulation extends Simulation {

    static final String MEASURED = "MEASURED ";

    private static final Duration TIMEOUT = Duration.ofMillis(Long.getLong("tier.timeoutMillis", 2_000));

    private final TierPlan plan = plan(System.getProperty("tier.plan", "ping"));
    private final Dialect dialect = System.getProperty("tier.dialect", "wse").equals("echo")
            ? new EchoDialect("/")
            : new WseDialect(
                    WseDialect.DEFAULT_TARGET,
                    TestToken.signedWith(System.getProperty("tier.secret", "bench-secret-key-for-testing-only")));
    private final List<TierMeasurement> measured = new ArrayList<>();
    private final WsTier tier = WsTier.of(plan, dialect, new TierHooks() {
        @Override
        public CompletionStage<?> after(TierMeasurement measurement) {
            measured.add(measurement);
            return CompletableFuture.completedFuture(null);
        }
    });

    {
        setUp(scenario("tier")
                        .exec(
                                tier.start(),
                                tier.connect(ws("connect")
                                        .connect(dialect.requestTarget())
                                        .headers(dialect.headers())),
                                tier.untilAllConnected(),
                                asLongAs(tier::hasNextPing)
                                        .on(
                                                tier.untilPingIsDue(),
                                                tier.ping(ws(WsTier.SEND)
                                                        .sendText(tier::pingText)
                                                        .await(TIMEOUT)
                                                        .on(tier.pong()))),
                                tier.close(ws("close").close()),
                                tier.end())
                        .injectOpen(atOnceUsers(plan.connections())))
                .protocols(http.wsBaseUrl("ws://127.0.0.1:" + Integer.getInteger("tier.port")));
    }

    private static TierPlan plan(String kind) {
        Ramp ramp = new Ramp(
                Integer.getInteger("tier.connections", 100),
                Integer.getInteger("tier.window", 0),
                Double.parseDouble(System.getProperty("tier.rate", "0")),
                TIMEOUT,
                TIMEOUT);
        return switch (kind) {
            case "storm" -> new StormPlan(ramp);
            case "hold" -> new HoldPlan(ramp, Duration.ofSeconds(2), Duration.ofMillis(500), TIMEOUT);
            case "open" -> new PingPlan(ramp, 20, 10, TIMEOUT);
            default -> new PingPlan(ramp, 50, 0, TIMEOUT);
        };
    }

    @Override
    public void after() {
        TierMeasurement m = measured.isEmpty() ? tier.measurement() : measured.get(0);
        System.out.println(MEASURED + "connected=" + m.connected() + " alive=" + m.alive() + " outcomes="
                + m.outcomes().asMap() + " pings=" + m.pingOutcomes().asMap() + " messages=" + m.messages());
        System.out.println(MEASURED + "ramp=" + m.ramp() + " duration=" + m.duration());
        for (LatencyKind kind : LatencyKind.values()) {
            if (m.latencies().containsKey(kind)) {
                System.out.println(
                        MEASURED + kind + " " + LatencySummary.of(m.latencies().get(kind)));
            }
        }
    }
}
