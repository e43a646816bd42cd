package wse.run;

import java.util.Optional;

/**
 * What a run prints when its process ends.
 *
 * @param text the tables, and where the files are
 * @param complaint that results could not be written; empty if they were
 */
record LastWords(String text, Optional<String> complaint) {

    /** Exit code of a run whose results could not be written; Gatling's own for a simulation that has failed. */
    static final int FAILED = 2;
}
