package wse.simulations;

import static io.gatling.javaapi.core.CoreDsl.global;
import static wse.gatling.Populations.byNetty;
import static wse.gatling.Populations.inSequence;

import io.gatling.javaapi.core.Simulation;
import wse.config.TestKind;
import wse.run.StressRun;

/**
 * Test 5, format comparison: each tier floods once with the same logical message in each of {@code wse.formats}. Measures
 * what a format costs, where the receiver decodes it, and says where it does not.
 */
public class FormatComparisonSimulation extends Simulation {

    private final StressRun run = StressRun.begin(TestKind.FORMAT_COMPARISON, getClass());

    {
        setUp(inSequence(run.tiers(), tier -> byNetty(run, tier)))
                .assertions(global().failedRequests()
                        .percent()
                        .lte(run.config().accept().maxFailedPercent()));
    }

    @Override
    public void after() {
        run.finish();
    }
}
