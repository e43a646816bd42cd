package wse.bench;

import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static wse.gatling.WseDsl.wse;

import io.gatling.javaapi.core.Simulation;

/**
 * Repeats a mixed load in the same processes for as long as it is told to: storms, pings, a hold and floods. Their results are
 * not kept, so whatever grows is a leak. {@code bench/soak.sh} runs it, writes an empty line to its standard input before each
 * cycle, and samples the processes between the cycles, while no connection is open.
 */
public class SoakSimulation extends Simulation {

    private final Soak soak = Soak.begin(
            Integer.getInteger("soak.port"), Integer.getInteger("soak.connections"), System.getProperty("soak.out"));

    {
        setUp(scenario("soak")
                .asLongAs(session -> soak.continues())
                .on(wse("tier").run(soak::next))
                .injectOpen(atOnceUsers(1)));
    }

    @Override
    public void after() {
        soak.close();
    }
}
