package wse.simulations;

import static io.gatling.javaapi.core.CoreDsl.details;
import static wse.gatling.Populations.conditions;
import static wse.gatling.Populations.search;

import io.gatling.javaapi.core.Simulation;
import wse.config.TestKind;
import wse.run.StressRun;
import wse.run.limit.Limit;

/**
 * Test 7, connection limit: doubles the number of connections step by step up to {@code wse.maxConnections}, then
 * continues with a binary search between the last good and the first bad step. A step is good if its connections answer a
 * ping at the end of the hold. This test looks for failed connects, so they do not make the simulation fail; it fails
 * only if the search does not finish, or ends below {@code wse.minConnections}.
 */
public class ConnectionLimitSimulation extends Simulation {

    private final StressRun run = StressRun.begin(TestKind.CONNECTION_LIMIT, getClass());

    {
        setUp(search(run))
                .assertions(conditions(
                        run,
                        details(Limit.CONNECTION_LIMIT)
                                .successfulRequests()
                                .count()
                                .is(1L)));
    }

    @Override
    public void after() {
        run.finish();
    }
}
