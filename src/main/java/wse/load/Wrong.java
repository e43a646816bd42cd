package wse.load;

import wse.measure.Outcome;

/** The faults that a returned message of a flood can have. */
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

    /** The outcome of a connection whose first fault is this one. */
    Outcome outcome() {
        return outcome;
    }
}
