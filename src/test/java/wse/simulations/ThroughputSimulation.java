package wse.simulations;

import static io.gatling.javaapi.core.CoreDsl.global;
import static wse.gatling.Populations.byNetty;
import static wse.gatling.Populations.inSequence;

import io.gatling.javaapi.core.Simulation;
import wse.config.TestKind;
import wse.run.StressRun;

/**
 * Test 3, throughput saturation: messages of 175 B as fast as they are taken, over all connections of a tier. Measures the
 * rate that was confirmed; {@code wse.direction} lets the server send, or echo.
 */
public class ThroughputSimulation extends Simulation {

    private final StressRun run = StressRun.begin(TestKind.THROUGHPUT, getClass());

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
