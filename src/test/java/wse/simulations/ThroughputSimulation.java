package wse.simulations;

import static io.gatling.javaapi.core.CoreDsl.global;
import static wse.gatling.Populations.byNetty;
import static wse.gatling.Populations.conditions;
import static wse.gatling.Populations.inSequence;

import io.gatling.javaapi.core.Simulation;
import wse.config.TestKind;
import wse.run.StressRun;

/**
 * Test 3, throughput saturation: sends messages of 175 B as fast as the server takes them, over all connections of a
 * tier. Measures the confirmed rate. With {@code wse.direction}, the server sends instead, or echoes.
 */
public class ThroughputSimulation extends Simulation {

    private final StressRun run = StressRun.begin(TestKind.THROUGHPUT, getClass());

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
