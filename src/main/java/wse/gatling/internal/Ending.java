package wse.gatling.internal;

import java.time.Duration;
import java.util.function.UnaryOperator;
import wse.measure.Outcome;
import wse.measure.OutcomeDetail;
import wse.measure.SteadyClock;

/**
 * How a request ended.
 *
 * @param message Gatling's error message; empty after success
 * @param endMillis Unix time
 * @param serviceNanos time from the send to the answer, or the time-out if there was none; negative if nothing was sent
 * @param answered whether the server has answered
 * @param wasBegun false if the request could not even be tried
 */
record Ending(
        Outcome outcome,
        OutcomeDetail detail,
        String message,
        long endMillis,
        long serviceNanos,
        boolean answered,
        boolean wasBegun) {

    /** The answer did not pass the scenario's own check. */
    private static final Outcome CHECK_FAILED = new Outcome("CHECK_FAILED");

    private static final long NONE = -1;

    /** The server has answered. */
    static Ending ok(long endMillis, long serviceNanos) {
        return new Ending(Outcome.OK, OutcomeDetail.NONE, "", endMillis, Math.max(0, serviceNanos), true, true);
    }

    /** A message has been sent, and nobody waits for an answer. */
    static Ending sent() {
        return new Ending(Outcome.OK, OutcomeDetail.NONE, "", now(), NONE, false, true);
    }

    /** The server has answered, but not what the scenario expects. */
    static Ending badAnswer(String error, long endMillis, long serviceNanos) {
        return new Ending(
                CHECK_FAILED, new OutcomeDetail(error), error, endMillis, Math.max(0, serviceNanos), true, true);
    }

    /** The connect has failed, or the connection has ended. */
    static Ending failed(Outcome outcome) {
        return failed(outcome, OutcomeDetail.NONE, outcome.name());
    }

    /** The same, with what is known about the failure. */
    static Ending failed(Outcome outcome, OutcomeDetail detail, String message) {
        return new Ending(outcome, detail, message, now(), NONE, false, true);
    }

    /** The request could not be tried, because of an error in the scenario or of an earlier failure. */
    static Ending notTried(Outcome outcome, String why) {
        return new Ending(
                outcome, new OutcomeDetail(why), outcome.name() + " (" + why + ")", now(), NONE, false, false);
    }

    /**
     * The same ending for a request that was sent but not answered, whatever the reason. It counts with the time-out,
     * because a shorter time would flatter the server.
     */
    Ending after(Duration timeout) {
        return new Ending(outcome, detail, message, endMillis, timeout.toNanos(), false, true);
    }

    /** A copy with changed text in its message and its detail. */
    Ending withWords(UnaryOperator<String> words) {
        return new Ending(
                outcome,
                new OutcomeDetail(words.apply(detail.text()), detail.retryAfter()),
                words.apply(message),
                endMillis,
                serviceNanos,
                answered,
                wasBegun);
    }

    private static long now() {
        return SteadyClock.ofProcess().millis();
    }

    boolean hasService() {
        return serviceNanos >= 0;
    }
}
