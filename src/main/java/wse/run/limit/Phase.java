package wse.run.limit;

import java.util.Optional;
import wse.run.tiers.SearchStep;

/** The current phase of a search, which decides the next step. Each phase is an immutable value. */
sealed interface Phase permits Growing, Trying, Slowing, Holding, Over {

    /** The next step; empty if the search is over. */
    Optional<SearchStep> next(Search search);

    /**
     * The state after the next step.
     *
     * @param search the state before it, which already knows the step's connections
     */
    Search after(Search search, Observation seen);
}
