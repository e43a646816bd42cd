package wse.load;

import wse.measure.Outcome;
import wse.measure.WrongMessages;

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

    /** @param counts indexed by the ordinals of these constants */
    static WrongMessages figures(long[] counts) {
        return new WrongMessages(
                counts[GARBLED.ordinal()],
                counts[MISSING.ordinal()],
                counts[DUPLICATED.ordinal()],
                counts[REORDERED.ordinal()],
                counts[FOREIGN.ordinal()]);
    }
}
