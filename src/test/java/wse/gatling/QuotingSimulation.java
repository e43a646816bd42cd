package wse.gatling;

import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.regex;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static wse.gatling.WseDsl.wse;

import io.gatling.javaapi.core.Simulation;
import java.time.Duration;

/** If its check fails, Gatling's message quotes what the server has sent. */
public final class QuotingSimulation extends Simulation {

    {
        setUp(scenario("quoting")
                        .exec(
                                wse("connect").connect(),
                                wse("greet")
                                        .sendText("hello")
                                        .await(Duration.ofSeconds(10))
                                        .check(regex("you are (.*)").is("welcome")),
                                wse("close").close())
                        .injectOpen(atOnceUsers(10)))
                .protocols(wse);
    }
}
