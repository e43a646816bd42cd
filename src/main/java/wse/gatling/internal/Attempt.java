package wse.gatling.internal;

import wse.measure.Outcome;

/**
 * How a connect or ping ended, as Gatling logged it.
 *
 * @param sent false if the request did not even leave
 * @param endMillis Unix time
 * @param words of Gatling, empty for a good end
 */
record Attempt(Outcome outcome, boolean sent, long endMillis, String words) {

    /** Before anything was logged. */
    static final Attempt NONE = new Attempt(Outcome.ABORTED, false, 0, "");

    /** An attempt that was never made, for a reason known from before. */
    static Attempt missed(Outcome why, long nowMillis) {
        return new Attempt(why, false, nowMillis, "");
    }

    /** For the report: the outcome's name before Gatling's words, unless they begin with it. */
    String message() {
        if (words.isEmpty()) {
            return outcome.name();
        }
        return words.startsWith(outcome.name()) ? words : outcome.name() + " (" + words + ")";
    }
}
