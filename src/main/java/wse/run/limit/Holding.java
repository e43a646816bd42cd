package wse.run.limit;

import java.time.Duration;
import java.util.Optional;
import wse.measure.StepPurpose;
import wse.plan.LimitStep.Before;
import wse.run.tiers.SearchStep;

/**
 * Holds the connections of a step that succeeded at a lower rate, which decides whether the step is good. All further
 * steps use this rate.
 */
record Holding(int connections, double perSecond) implements Phase {

    @Override
    public Optional<SearchStep> next(Search search) {
        return Optional.of(
                new SearchStep(connections, 0, Before.ADD_TO_LAST, StepPurpose.HOLD, perSecond, Duration.ZERO));
    }

    @Override
    public Search after(Search search, Observation seen) {
        return search.at(perSecond).judged(seen);
    }
}
