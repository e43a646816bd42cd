package wse.plan;

import java.time.Duration;

/**
 * The pings that a tier sends over each of its connections once all of them are open. Pure.
 *
 * @param planned number of pings per connection, without the one that ends the hold
 * @param timeout time after which a ping counts as unanswered
 * @param isOpen whether pings have their own intended times instead of following the previous pong
 * @param endsWithRollCall whether one more ping at the end checks that each connection is alive
 * @param times intended time of each ping
 */
public record PingSchedule(int planned, Duration timeout, boolean isOpen, boolean endsWithRollCall, Times times) {

    /** For a plan that sends no scheduled pings. */
    public static final PingSchedule NONE = new PingSchedule(0, Duration.ZERO, false, false, (connection, number) -> {
        throw new IllegalStateException("a plan without pings has no ping schedule");
    });

    /** Computes the intended time of a ping. */
    @FunctionalInterface
    public interface Times {

        /**
         * The intended time, in nanoseconds after the last connection's outcome.
         *
         * @param connection index within the whole tier, from 0
         * @param number index of the ping on that connection, from 0
         */
        long intendedNanos(int connection, int number);
    }

    /** Number of pings per connection, including the roll call. */
    public int count() {
        return endsWithRollCall ? planned + 1 : planned;
    }

    /** Whether this ping is the roll call: its answer says that the connection is alive. */
    public boolean isRollCall(int number) {
        return endsWithRollCall && number == planned;
    }

    /**
     * How many planned pings remain unsent if a connection is lost after {@code sent} of them, not counting the roll call.
     */
    public int unsent(int sent) {
        return Math.max(0, planned - sent);
    }

    public long intendedNanos(int connection, int number) {
        return times.intendedNanos(connection, number);
    }
}
