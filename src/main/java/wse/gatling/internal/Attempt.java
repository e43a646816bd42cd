package wse.gatling.internal;

import java.util.function.UnaryOperator;
import wse.engine.Printable;
import wse.measure.Outcome;
import wse.measure.OutcomeDetail;

/**
 * How a connect or a ping ended, as Gatling logged it.
 *
 * @param sent false if the request was never sent
 * @param endMillis Unix time
 * @param words Gatling's error message, which may quote the server, made printable; empty after success
 */
record Attempt(Outcome outcome, boolean sent, long endMillis, String words) {

    Attempt {
        words = Printable.of(words);
    }

    /** The value before anything was logged. */
    static final Attempt NONE = new Attempt(Outcome.ABORTED, false, 0, "");

    /** An attempt that was never made because of an earlier failure. */
    static Attempt missed(Outcome why, long nowMillis) {
        return new Attempt(why, false, nowMillis, "");
    }

    /** The same attempt with an outcome that became known only later. */
    Attempt with(Outcome other) {
        return new Attempt(other, sent, endMillis, "");
    }

    /** The same attempt, with an outcome that follows from the one that Gatling's message suggests. */
    Attempt with(UnaryOperator<Outcome> meaning) {
        return new Attempt(meaning.apply(outcome), sent, endMillis, words);
    }

    /** Gatling's error message for a failure. */
    OutcomeDetail detail() {
        return new OutcomeDetail(words);
    }

    /** The message for the report: the outcome's name, followed by Gatling's message unless that begins with the name. */
    String message() {
        if (words.isEmpty()) {
            return outcome.name();
        }
        return words.startsWith(outcome.name()) ? words : outcome.name() + " (" + words + ")";
    }
}
