package wse.simulations;

import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.global;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static wse.gatling.Populations.byNetty;
import static wse.gatling.Populations.conditions;
import static wse.gatling.Populations.inSequence;

import io.gatling.javaapi.core.PopulationBuilder;
import io.gatling.javaapi.core.Simulation;
import wse.config.TestKind;
import wse.gatling.WsTier;
import wse.run.StressRun;
import wse.run.tiers.Tier;

/**
 * Test 2, ping/pong latency under concurrent load. Each tier runs twice: in the closed form, where a connection's next
 * ping waits for the pong, and on an open schedule at a fixed rate, where the response time counts from the intended
 * send.
 */
public class PingLatencySimulation extends Simulation {

    private final StressRun run = StressRun.begin(TestKind.PING_LATENCY, getClass());

    {
        setUp(inSequence(run, tier -> run.isNetty() ? byNetty(run, tier) : byGatling(tier)))
                .protocols(WsTier.protocol(run))
                .assertions(conditions(
                        run,
                        global().failedRequests()
                                .percent()
                                .lte(run.config().accept().maxFailedPercent())));
    }

    private PopulationBuilder byGatling(Tier tier) {
        WsTier steps = WsTier.of(run, tier);
        return scenario(tier.name())
                .exec(
                        steps.start(),
                        steps.connect(),
                        steps.untilAllConnected(),
                        steps.pings(),
                        steps.close(),
                        steps.end())
                .injectOpen(atOnceUsers(tier.connections()));
    }

    @Override
    public void after() {
        run.finish();
    }
}
