package wse.simulations;

import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.bodyLength;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.global;
import static io.gatling.javaapi.core.CoreDsl.jmesPath;
import static io.gatling.javaapi.core.CoreDsl.jsonPath;
import static io.gatling.javaapi.core.CoreDsl.regex;
import static io.gatling.javaapi.core.CoreDsl.repeat;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.core.CoreDsl.substring;
import static wse.gatling.WseDsl.wse;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Simulation;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletionStage;
import wse.config.MessageForm;
import wse.dialect.Dialect;
import wse.dialect.Jwt;
import wse.dialect.WseDialect;
import wse.engine.Endpoint;
import wse.engine.EngineOptions;
import wse.engine.WebSocketClient;
import wse.load.LoadTarget;
import wse.load.Loads;
import wse.load.Stage;
import wse.load.Unwatched;
import wse.measure.LatencyCollector;
import wse.measure.RequestSamples;
import wse.measure.Sampled;
import wse.plan.Ramp;
import wse.plan.StormPlan;
import wse.plan.TierPlan;
import wse.server.ServerOptions;
import wse.server.ServerProcess;

/** Uses every verb of {@code WseDsl}, against a reference server of its own. Copy from here what you need. */
public final class WseDslShowcaseSimulation extends Simulation {

    private static final Duration TWO_SECONDS = Duration.ofSeconds(2);

    private final ServerProcess server = ServerProcess.start(ServerOptions.defaults()
            .withSpeech(ServerOptions.defaults().speech().withForm(MessageForm.V2_5_1)));

    private final WebSocketClient client = new WebSocketClient(EngineOptions.of(1));

    private final ChainBuilder onTheDefaultConnection = exec(
            wse("connect").connect(),
            repeat(5).on(wse("ping").ping()),
            exec(session -> session.set("id", 4711)),
            wse("ask")
                    .sendText("{\"t\":\"ping\",\"p\":{\"timestamp\":#{id}}}")
                    .await(TWO_SECONDS)
                    .check(
                            jsonPath("$.p.client_timestamp").isEL("#{id}"),
                            jmesPath("t").is("PONG"),
                            jsonPath("$.p.server_timestamp").saveAs("serverTime")),
            wse("trade")
                    .sendText(session ->
                            "{\"t\":\"trade_update\",\"p\":{\"ts\":" + session.getString("serverTime") + "}}"),
            wse("bytes").sendBinary("M:".getBytes(StandardCharsets.US_ASCII)),
            wse("late question").sendText("{\"t\":\"ping\",\"p\":{\"timestamp\":4712}}"),
            wse("late answer")
                    .await(TWO_SECONDS)
                    .matching(substring("PONG"), regex("\"client_timestamp\":4712"))
                    .check(bodyLength().gt(40)),
            wse("close").close());

    private final ChainBuilder onTwoConnections = exec(
            wse("connect left", "left").connect(),
            wse("connect right", "right").connect(),
            wse("ping left", "left").ping(),
            wse("ping right", "right").ping(),
            wse("close left", "left").close(),
            wse("close right", "right").close(1001));

    private final ScenarioBuilder everyVerb = scenario("every verb").exec(onTheDefaultConnection, onTwoConnections);

    private final ScenarioBuilder wholePlan = scenario("a whole plan")
            .exec(wse("plan").run(new StormPlan(new Ramp(2, 0, 0, TWO_SECONDS, TWO_SECONDS)), this::carryOut));

    {
        setUp(everyVerb.injectOpen(atOnceUsers(10)), wholePlan.injectOpen(atOnceUsers(1)))
                .protocols(wse.port(server.port())
                        .secret(ServerOptions.PUBLISHED_SECRET)
                        .engine("auto", 1)
                        .readyTimeout(TWO_SECONDS))
                .assertions(global().failedRequests().count().is(0L));
    }

    /** Carries out a plan with this simulation's own Netty client, without a run, and returns the plan's requests. */
    private CompletionStage<List<RequestSamples>> carryOut(TierPlan plan) {
        Dialect dialect = new WseDialect(
                WseDialect.DEFAULT_TARGET, new Jwt(ServerOptions.PUBLISHED_SECRET, InstantSource.system()).issue());
        InetSocketAddress address = new InetSocketAddress("127.0.0.1", server.port());
        Endpoint endpoint = Endpoint.of(
                address,
                "127.0.0.1",
                dialect.openingRequest(0).target(),
                dialect.openingRequest(0).allHeaders());
        LoadTarget target = new LoadTarget(client, endpoint, dialect, List.of());
        LatencyCollector collector = new LatencyCollector((kind, histogram) -> {});
        return new Loads()
                .run(plan, new Stage(target, collector, new Unwatched()))
                .thenApply(Sampled::samples);
    }

    @Override
    public void after() {
        client.close();
        server.close();
    }
}
