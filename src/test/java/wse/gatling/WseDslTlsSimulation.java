package wse.gatling;

import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.details;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.ws;
import static wse.gatling.WseDsl.wse;

import io.gatling.javaapi.core.PopulationBuilder;
import io.gatling.javaapi.core.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The simulation of {@link WseDslTlsIT}: one user for each kind of TLS, and three of Gatling's own, with servers whose
 * certificates name localhost.
 * The property {@code trusted} has the port of a server that the JVM trusts, {@code unknown} that of another one.
 */
public final class WseDslTlsSimulation extends Simulation {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final List<PopulationBuilder> populations = new ArrayList<>();

    {
        int trusted = Integer.getInteger("trusted");
        int unknown = Integer.getInteger("unknown");
        user("trusted", wse.host("localhost").port(trusted).tls());
        user("other host", wse.host("127.0.0.1").port(trusted).tls());
        user("unknown", wse.host("localhost").port(unknown).tls());
        user("insecure", wse.host("127.0.0.1").port(unknown).tlsInsecure());
        gatlingUser("gatling trusted", "localhost", trusted);
        gatlingUser("gatling other host", "127.0.0.1", trusted);
        gatlingUser("gatling unknown", "localhost", unknown);
        setUp(populations)
                .assertions(
                        details("trusted").successfulRequests().count().is(1L),
                        details("echo to trusted").successfulRequests().count().is(1L),
                        details("other host").failedRequests().count().is(1L),
                        details("unknown").failedRequests().count().is(1L),
                        details("insecure").successfulRequests().count().is(1L),
                        details("echo to insecure").successfulRequests().count().is(1L),
                        details("gatling trusted").successfulRequests().count().is(1L),
                        details("gatling other host").failedRequests().count().is(1L),
                        details("gatling unknown").failedRequests().count().is(1L));
    }

    /** Gatling's own WebSocket client, with the TLS settings of this project's {@code gatling.conf}. */
    private void gatlingUser(String name, String host, int port) {
        populations.add(scenario(name)
                .exec(ws(name).connect("/"))
                .injectOpen(atOnceUsers(1))
                .protocols(http.wsBaseUrl("wss://" + host + ":" + port)));
    }

    private void user(String name, WseProtocolBuilder protocol) {
        populations.add(scenario(name)
                .exec(exec(wse(name).connect())
                        .exec(wse("echo to " + name).sendText("hello").await(TIMEOUT)))
                .injectOpen(atOnceUsers(1))
                .protocols(protocol.engine("nio", 1).connectTimeout(TIMEOUT)));
    }
}
