package wse.run.limit;

import java.util.Optional;
import wse.plan.LimitStep.Before;
import wse.run.tiers.SearchStep;

/**
 * Searches for the largest good number of connections, first by doubling it and then by halving the gap.
 *
 * @param before what the step does first with the open connections
 */
record Growing(Before before) implements Phase {

    @Override
    public Optional<SearchStep> next(Search search) {
        return search.sizes().next().stream()
                .mapToObj(size -> SearchStep.ofSize(size, before, search.pace().perSecond()))
                .findFirst();
    }

    @Override
    public Search after(Search search, Observation seen) {
        boolean mayDependOnRate = seen.mayDependOnRate() && !search.known().isFull(seen.alive());
        if (mayDependOnRate && !search.isGood(seen)) {
            return search.in(Trying.after(seen));
        }
        Search judged = search.judged(seen);
        return seen.alive() == 0 ? judged.in(new Over(Over.Reason.NOTHING_LEFT)) : judged;
    }
}
