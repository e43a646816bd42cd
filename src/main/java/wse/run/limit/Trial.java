package wse.run.limit;

/**
 * A few connections that were opened one after another while others were open, and their outcomes. Pure.
 *
 * @param aliveBefore connections that were alive before the trial
 */
record Trial(Observation seen, long aliveBefore) {

    /** The result of a trial. */
    enum Verdict {
        /** All were accepted: the server had not reached its limit on the number of connections. */
        ACCEPTED,
        /** Some were accepted, and others were not. */
        PARTLY,
        /** No additional connection was accepted. */
        REFUSED,
        /** They were accepted, and about as many older ones were closed in return. */
        REPLACED
    }

    /** How many connections the trial tried to add. */
    long added() {
        return seen.connections() - aliveBefore;
    }

    /** How many more connections were alive after the trial; negative if there were fewer. */
    long grown() {
        return seen.alive() - aliveBefore;
    }

    /** How many of them became ready, even if they were closed again. */
    private long accepted() {
        return seen.result().measured().connected() - aliveBefore;
    }

    Verdict verdict() {
        if (replacesOlder()) {
            return Verdict.REPLACED;
        }
        if (grown() >= added()) {
            return Verdict.ACCEPTED;
        }
        return grown() > 0 ? Verdict.PARTLY : Verdict.REFUSED;
    }

    /**
     * Connections that end for other reasons, such as their age, do not end at the rate at which new ones are opened.
     */
    private boolean replacesOlder() {
        long older = seen.lostEarlier();
        boolean oneEach = older <= added() && 2 * older > Math.min(added(), aliveBefore);
        return oneEach && 2 * accepted() > added() && 2 * grown() < added();
    }
}
