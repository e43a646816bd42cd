package wse.simulations;

import static io.gatling.javaapi.core.CoreDsl.global;
import static wse.gatling.Populations.byNetty;
import static wse.gatling.Populations.conditions;
import static wse.gatling.Populations.inSequence;

import io.gatling.javaapi.core.Simulation;
import wse.config.TestKind;
import wse.run.StressRun;

/**
 * Test 4, message size against connections: each tier floods the server once with each of {@code wse.sizes}. Measures
 * confirmed messages and bytes per second.
 */
public class SizeMatrixSimulation extends Simulation {

    private final StressRun run = StressRun.begin(TestKind.SIZE_MATRIX, getClass());

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
