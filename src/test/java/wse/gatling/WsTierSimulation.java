package wse.gatling;

import static io.gatling.javaapi.core.CoreDsl.asLongAs;
import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.ws;

import io.gatling.javaapi.core.Simulation;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import wse.dialect.Dialect;
import wse.dialect.EchoDialect;
import wse.dialect.Jwt;
import wse.dialect.WseDialect;
import wse.load.TierRun;
import wse.measure.LatencyCollector;
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
                    new Jwt(
                                    System.getProperty("tier.secret", "bench-secret-key-for-testing-only"),
                                    InstantSource.system())
                            .issue());
    private final List<TierRun> measured = new ArrayList<>();
    private final WsTier tier =
            WsTier.of(plan, dialect, new LatencyCollector((kind, histogram) -> {}), new TierHooks() {
                @Override
                public CompletionStage<?> after(TierRun run) {
                    measured.add(run);
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
        TierRun run = measured.isEmpty() ? tier.result() : measured.get(0);
        TierMeasurement m = run.measured();
        System.out.println(MEASURED + "connected=" + m.connected() + " alive=" + m.alive() + " outcomes="
                + m.outcomes().asMap() + " pings=" + m.pingOutcomes().asMap() + " messages=" + m.messages());
        System.out.println(MEASURED + "ramp=" + m.ramp() + " duration=" + m.duration() + " hellos=" + run.hellos()
                + " latePongs=" + run.latePongs() + " slipP99=" + run.slip().getValueAtPercentile(99));
        for (LatencyKind kind : LatencyKind.values()) {
            if (m.latencies().containsKey(kind)) {
                System.out.println(
                        MEASURED + kind + " " + LatencySummary.of(m.latencies().get(kind)));
            }
        }
    }
}
