package wse.run.limit;

import java.util.Optional;
import wse.run.tiers.SearchStep;

/** The search has ended before it found the limit. */
record Over(Reason reason) implements Phase {

    /** Why a search ends early. */
    enum Reason {
        /** At the rate that the server accepts, the next step would take too long. */
        TOO_SLOW,
        /** The server turned away even slow connects although it had held twice as many connections before. */
        REFUSED_BELOW,
        /** A step left no connection, and even slow connects failed after it. */
        NOTHING_LEFT
    }

    @Override
    public Optional<SearchStep> next(Search search) {
        return Optional.empty();
    }

    @Override
    public Search after(Search search, Observation seen) {
        throw new IllegalStateException("the search is over: " + reason);
    }
}
