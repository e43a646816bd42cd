package wse.plan;

import java.time.Duration;

/**
 * The pings that a tier sends over each of its connections after all of them are up. Pure.
 *
 * @param planned pings of one connection, without the one that ends the hold
 * @param timeout after which a ping counts as unanswered
 * @param isOpen whether pings have intended times of their own instead of following the pong before
 * @param endsWithRollCall whether one more ping asks every connection at the end whether it is alive
 * @param times when each ping is intended
 */
public record PingSchedule(int planned, Duration timeout, boolean isOpen, boolean endsWithRollCall, Times times) {

    /** For a plan that sends no scheduled pings. */
    public static final PingSchedule NONE = new PingSchedule(0, Duration.ZERO, false, false, (connection, number) -> {
        throw new IllegalStateException("a plan without pings has no ping schedule");
    });

    /** When a ping is intended. */
    @FunctionalInterface
    public interface Times {

        /**
         * Nanoseconds after the last connection's outcome.
         *
         * @param connection index within the whole tier, from 0
         * @param number of the ping on that connection, from 0
         */
        long intendedNanos(int connection, int number);
    }

    /** Pings of one connection, including the roll call. */
    public int count() {
        return endsWithRollCall ? planned + 1 : planned;
    }

    /** Whether this ping is the roll call: its answer says that the connection is alive. */
    public boolean isRollCall(int number) {
        return endsWithRollCall && number == planned;
    }

    /** How many planned pings remain unsent if a connection is lost after {@code sent} of them; without the roll call. */
    public int unsent(int sent) {
        return Math.max(0, planned - sent);
    }

    public long intendedNanos(int connection, int number) {
        return times.intendedNanos(connection, number);
    }
}
