package wse.gatling;

import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.bodyBytes;
import static io.gatling.javaapi.core.CoreDsl.bodyLength;
import static io.gatling.javaapi.core.CoreDsl.bodyString;
import static io.gatling.javaapi.core.CoreDsl.details;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.pause;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.core.CoreDsl.substring;
import static wse.gatling.WseDsl.wse;

import io.gatling.javaapi.core.Assertion;
import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.PopulationBuilder;
import io.gatling.javaapi.core.Simulation;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import wse.dialect.Dialect;
import wse.dialect.EchoDialect;
import wse.dialect.OpeningRequest;
import wse.dialect.PingForm;
import wse.measure.Outcome;
import wse.measure.RequestSamples;
import wse.plan.Ramp;
import wse.plan.StormPlan;
import wse.server.ServerOptions;

/** The simulation of {@link WseDslIT}: each scenario uses the server whose port is in the property of the same name. */
public final class WseDslSimulation extends Simulation {

    private static final Duration TIMEOUT = Duration.ofMillis(1_500);

    private final List<PopulationBuilder> populations = new ArrayList<>();
    private final List<Assertion> assertions = new ArrayList<>();

    {
        System.getProperties().stringPropertyNames().stream()
                .filter(name -> name.startsWith("connect."))
                .forEach(name -> against(name, exec(wse(name).connect())));
        echo("mute", exec(connect(), wse("ping of mute").ping()));
        echo(
                "closing",
                exec(connect(), wse("ping of closing").ping(), wse("ping after").ping()));
        echo("resetting", exec(connect(), wse("ping of resetting").ping()));
        echo(
                "echo",
                exec(
                        connect(),
                        wse("ping of echo").ping(),
                        wse("text")
                                .sendText("héllo")
                                .await(TIMEOUT)
                                .check(bodyString().is("héllo"), bodyLength().is(6)),
                        wse("bad check").sendText("left").await(TIMEOUT).check(substring("right")),
                        wse("skip").sendText("one"),
                        wse("matching").await(TIMEOUT).matching(bodyBytes().is("one".getBytes(StandardCharsets.UTF_8))),
                        wse("no reply").await(Duration.ofMillis(200)),
                        wse("crash").sendText("#{missing}").await(TIMEOUT),
                        wse("exception").sendText(session -> {
                            throw new IllegalStateException("no words");
                        }),
                        wse("close of echo").close(),
                        wse("not connected").ping(),
                        connect(),
                        wse("connect twice").connect()));
        echo("greeting", exec(connect(), pause(Duration.ofMillis(300)), early()));
        assertions.add(details("early").responseTime().min().is(0));
        assertions.add(details("early").responseTime().max().is(0));
        populations.add(scenario("never ready")
                .exec(
                        connect(),
                        wse("ping of never ready").ping(),
                        wse("send of never ready").sendText("text"),
                        wse("await of never ready").await(TIMEOUT),
                        wse("close of never ready").close())
                .injectOpen(atOnceUsers(1))
                .protocols(protocol("mute").secret(ServerOptions.PUBLISHED_SECRET)));
        populations.add(scenario("speechless")
                .exec(connect(), wse("ping of speechless").ping())
                .injectOpen(atOnceUsers(1))
                .protocols(protocol("mute").dialect(new Speechless())));
        plans();
        setUp(populations).assertions(assertions);
    }

    /** Awaits a message that arrived long before. */
    private static ChainBuilder early() {
        return exec(wse("early").await(TIMEOUT).check(bodyString().is("welcome")));
    }

    /** A protocol whose pings cannot be written. */
    private record Speechless() implements Dialect {

        @Override
        public String name() {
            return "speechless";
        }

        @Override
        public OpeningRequest openingRequest(int user) {
            return OpeningRequest.of("/");
        }

        @Override
        public PingForm pingForm() {
            return PingForm.TEXT;
        }
    }

    private static ChainBuilder connect() {
        return exec(wse("connect").connect());
    }

    /** Users that end without closing their connections, which must not outlive them. */
    private void echo(String name, ChainBuilder chain) {
        populations.add(scenario(name)
                .exec(chain)
                .injectOpen(atOnceUsers(1))
                .protocols(protocol(name).dialect(new EchoDialect("/"))));
    }

    private void against(String name, ChainBuilder chain) {
        populations.add(scenario(name)
                .exec(chain)
                .injectOpen(atOnceUsers(1))
                .protocols(protocol(name).secret(ServerOptions.PUBLISHED_SECRET)));
        assertions.add(details(name).failedRequests().count().is(1L));
    }

    private static WseProtocolBuilder protocol(String name) {
        return WseDsl.wse
                .port(Integer.getInteger(name))
                .engine("nio", 1)
                .connectTimeout(TIMEOUT)
                .readyTimeout(TIMEOUT)
                .pongTimeout(TIMEOUT);
    }

    private void plans() {
        StormPlan plan = new StormPlan(new Ramp(1, 0, 0, TIMEOUT, TIMEOUT));
        RequestSamples samples = new RequestSamples(
                "sample", new long[] {1_000, 2_000}, new long[] {1_499, 1_500}, new Outcome[] {Outcome.OK, Outcome.RESET
                });
        populations.add(scenario("plan")
                .exec(wse("plan").run(plan, given -> CompletableFuture.completedFuture(List.of(samples))))
                .injectOpen(atOnceUsers(1)));
        populations.add(scenario("broken plan")
                .exec(wse("broken plan")
                        .run(plan, given -> CompletableFuture.failedFuture(new IllegalStateException("no server"))))
                .injectOpen(atOnceUsers(1)));
    }
}
