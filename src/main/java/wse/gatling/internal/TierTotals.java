package wse.gatling.internal;

import java.time.Duration;
import wse.measure.Messages;
import wse.measure.OutcomeCounts;

/** The sum over a tier's event loops. Confined to the thread that adds up. */
final class TierTotals {

    final OutcomeCounts connects = new OutcomeCounts();
    final OutcomeCounts pings = new OutcomeCounts();
    Messages messages = Messages.NONE;
    /** Connections that became ready, those lost later too. */
    long connected;

    long alive;
    long latePongs;
    private Long lastPingNanos;

    /** Values of {@link System#nanoTime()} are compared by their difference, which outlives an overflow. */
    void pingEnded(long nanos) {
        if (lastPingNanos == null || nanos - lastPingNanos > 0) {
            lastPingNanos = nanos;
        }
    }

    /** From {@code sinceNanos} to the last ping's outcome; zero if none was sent. */
    Duration pinging(long sinceNanos) {
        return lastPingNanos == null ? Duration.ZERO : Duration.ofNanos(lastPingNanos - sinceNanos);
    }
}
