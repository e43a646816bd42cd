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
 * Test 1, connection storm: opens all connections of a tier at once, each with TCP connect, upgrade, token and ready
 * message. Measures the accept rate and the time from connect to ready. {@code wse.connectWindow} and
 * {@code wse.connectRate} shape the storm.
 */
public class ConnectionStormSimulation extends Simulation {

    private final StressRun run = StressRun.begin(TestKind.CONNECTION_STORM, getClass());

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
                        steps.settle(),
                        steps.close(),
                        steps.end())
                .injectOpen(atOnceUsers(tier.connections()));
    }

    @Override
    public void after() {
        run.finish();
    }
}
