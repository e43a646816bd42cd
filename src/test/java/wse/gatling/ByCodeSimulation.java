package wse.gatling;

import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static wse.gatling.WseDsl.wse;

import io.gatling.javaapi.core.Simulation;

/** Users, addresses and proxy from the code; {@link BySettingsSimulation} does the same with settings. */
public final class ByCodeSimulation extends Simulation {

    {
        setUp(BySettingsSimulation.GREETING.injectOpen(atOnceUsers(10)))
                .protocols(wse.host("127.0.0.1,127.0.0.2")
                        .port(Integer.getInteger("server.port"))
                        .addresses("all")
                        .proxy(System.getProperty("server.proxy"))
                        .users(System.getProperty("server.users"))
                        .header("X-User", "#{user.name}")
                        .origin("https://example.org")
                        .subprotocol("greeting"));
    }
}
