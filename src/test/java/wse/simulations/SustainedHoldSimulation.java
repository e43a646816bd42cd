package wse.simulations;

import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.details;
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
 * Test 6, sustained hold: holds all connections of a tier for a while, with a ping now and then. Only connections that
 * answer a last ping at the end, named {@code alive}, have survived; a connection that failed earlier counts as a failed
 * {@code alive}.
 */
public class SustainedHoldSimulation extends Simulation {

    private final StressRun run = StressRun.begin(TestKind.SUSTAINED_HOLD, getClass());

    {
        setUp(inSequence(run, tier -> run.isNetty() ? byNetty(run, tier) : byGatling(tier)))
                .protocols(WsTier.protocol(run))
                .assertions(conditions(
                        run,
                        global().failedRequests()
                                .percent()
                                .lte(run.config().accept().maxFailedPercent()),
                        details("alive")
                                .successfulRequests()
                                .percent()
                                .gte(run.config().accept().minSurvivalPercent())));
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
