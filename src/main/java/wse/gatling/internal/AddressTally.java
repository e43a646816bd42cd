package wse.gatling.internal;

import org.HdrHistogram.Histogram;
import wse.measure.AddressFigures;
import wse.measure.LatencyRecorder;
import wse.measure.Outcome;
import wse.measure.OutcomeCounts;

/** Counts the connects of one event loop's users to one address of the server. Not thread-safe. */
final class AddressTally {

    private static final int NANOS_PER_MICRO = 1_000;

    private final String name;
    private final OutcomeCounts outcomes = new OutcomeCounts();
    private final Histogram ready = new Histogram(LatencyRecorder.SIGNIFICANT_DIGITS);

    AddressTally(String name) {
        this.name = name;
    }

    /** @param nanos time from the connect to the ready message, if the connect succeeded */
    void connected(Outcome outcome, long nanos) {
        outcomes.count(outcome);
        if (outcome.isOk()) {
            ready.recordValue(Math.min(Math.max(0, nanos / NANOS_PER_MICRO), LatencyRecorder.MAX_MICROS));
        }
    }

    /** A connection was lost after it had become ready. */
    void lost(Outcome outcome) {
        outcomes.add(Outcome.OK, -1);
        outcomes.count(outcome);
    }

    /** The figures so far, as a copy. Gatling does not tell when a TCP connection is established. */
    AddressFigures figures() {
        return new AddressFigures(
                name, outcomes.plus(new OutcomeCounts()), LatencyRecorder.newHistogram(), ready.copy());
    }
}
