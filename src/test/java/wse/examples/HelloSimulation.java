package wse.examples;

import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.global;
import static io.gatling.javaapi.core.CoreDsl.rampUsers;
import static io.gatling.javaapi.core.CoreDsl.repeat;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.core.CoreDsl.substring;
import static wse.gatling.WseDsl.wse;

import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Simulation;
import java.time.Duration;

/** Users who connect, ping the server, ask it a question of their own, and leave. */
public final class HelloSimulation extends Simulation {

    private final ScenarioBuilder hello = scenario("hello")
            .exec(
                    wse("connect").connect(),
                    repeat(5).on(wse("ping").ping()),
                    exec(session -> session.set("question", session.userId())),
                    wse("ask")
                            .sendText("{\"t\":\"ping\",\"p\":{\"timestamp\":#{question}}}")
                            .await(Duration.ofSeconds(2))
                            .check(substring("\"client_timestamp\":#{question}")),
                    wse("close").close());

    {
        setUp(hello.injectOpen(rampUsers(100).during(10)))
                .protocols(wse.host("127.0.0.1")
                        .port(Integer.getInteger("wse.port", 5006))
                        .secret("bench-secret-key-for-testing-only"))
                .assertions(global().failedRequests().count().is(0L));
    }
}
