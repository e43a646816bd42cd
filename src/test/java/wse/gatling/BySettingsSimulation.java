package wse.gatling;

import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.bodyString;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static wse.gatling.WseDsl.wse;

import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Simulation;
import java.time.Duration;

/** Users, addresses and proxy from settings; the code says nothing about the server. */
public final class BySettingsSimulation extends Simulation {

    static final ScenarioBuilder GREETING = scenario("greeting")
            .exec(
                    wse("connect").connect(),
                    wse("greet")
                            .sendText("hello")
                            .await(Duration.ofSeconds(10))
                            .check(bodyString().is("hello")),
                    wse("close").close());

    {
        setUp(GREETING.injectOpen(atOnceUsers(Integer.getInteger("greeting.users", 10))))
                .protocols(wse);
    }
}
