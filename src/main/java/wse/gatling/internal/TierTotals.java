package wse.gatling.internal;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import wse.measure.AddressFigures;
import wse.measure.Messages;
import wse.measure.OutcomeCounts;
import wse.measure.StrayPongs;

/** The sums over a tier's event loops. Confined to the thread that adds them up. */
final class TierTotals {

    final OutcomeCounts connects = new OutcomeCounts();
    final OutcomeCounts pings = new OutcomeCounts();
    Messages messages = Messages.NONE;
    /** Connections that became ready, including those lost later. */
    long connected;

    /** The figures of each of the server's addresses; empty if it has a single one. */
    List<AddressFigures> addresses = List.of();

    long alive;
    StrayPongs strayPongs = StrayPongs.NONE;
    private OptionalLong lastPingNanos = OptionalLong.empty();

    /** Compares values of {@link System#nanoTime()} by their difference, which remains correct when they overflow. */
    void pingEnded(long nanos) {
        if (lastPingNanos.isEmpty() || nanos - lastPingNanos.getAsLong() > 0) {
            lastPingNanos = OptionalLong.of(nanos);
        }
    }

    /** The time from {@code sinceNanos} to the last ping's outcome; zero if no ping was sent. */
    Duration pinging(long sinceNanos) {
        return Duration.ofNanos(lastPingNanos.orElse(sinceNanos) - sinceNanos);
    }
}
