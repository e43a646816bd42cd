package wse.load;

import wse.measure.Outcome;

/** What can be wrong with a message of a flood that comes back. */
enum Wrong {
    GARBLED(Outcome.MESSAGE_GARBLED),
    MISSING(Outcome.MESSAGE_MISSING),
    DUPLICATED(Outcome.MESSAGE_DUPLICATED),
    REORDERED(Outcome.MESSAGE_REORDERED),
    FOREIGN(Outcome.MESSAGE_FOREIGN);

    private final Outcome outcome;

    Wrong(Outcome outcome) {
        this.outcome = outcome;
    }

    /** The outcome of a connection on which this happened first. */
    Outcome outcome() {
        return outcome;
    }
}
