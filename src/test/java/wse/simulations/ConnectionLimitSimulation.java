package wse.simulations;

import static io.gatling.javaapi.core.CoreDsl.details;
import static wse.gatling.Populations.search;

import io.gatling.javaapi.core.Simulation;
import wse.config.TestKind;
import wse.run.StressRun;
import wse.run.limit.Limit;

/**
 * Test 7, connection limit: steps that double up to {@code wse.maxConnections}, then a binary search between the last good
 * and the first bad one. Good is a step whose connections answer a ping at the end of the hold. Failed connects are what is
 * looked for here: red is only a search that did not come to its end, or ends below {@code wse.minConnections}.
 */
public class ConnectionLimitSimulation extends Simulation {

    private final StressRun run = StressRun.begin(TestKind.CONNECTION_LIMIT, getClass());

    {
        setUp(search(run))
                .assertions(details(Limit.CEILING).successfulRequests().count().is(1L));
    }

    @Override
    public void after() {
        run.finish();
    }
}
