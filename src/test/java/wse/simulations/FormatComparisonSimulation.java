package wse.simulations;

import static io.gatling.javaapi.core.CoreDsl.global;
import static wse.gatling.Populations.byNetty;
import static wse.gatling.Populations.conditions;
import static wse.gatling.Populations.inSequence;

import io.gatling.javaapi.core.Simulation;
import wse.config.TestKind;
import wse.run.StressRun;

/**
 * Test 5, format comparison: each tier floods the server with the same logical message, once in each of
 * {@code wse.formats}. Measures what a format costs if the receiver decodes it, and says so if the receiver does not.
 */
public class FormatComparisonSimulation extends Simulation {

    private final StressRun run = StressRun.begin(TestKind.FORMAT_COMPARISON, getClass());

    {
        setUp(inSequence(run, tier -> byNetty(run, tier)))
                .assertions(conditions(
                        run,
                        global().failedRequests()
                                .percent()
                                .lte(run.config().accept().maxFailedPercent())));
    }

    @Override
    public void after() {
        run.finish();
    }
}
