package wse.plan;

import java.time.Duration;

/**
 * How a storm finds out whether the server keeps the connections that it has accepted: they stay open for a while after
 * the last one has become ready, then each must answer a ping. A full server or proxy may accept the upgrade anyway,
 * and close the connection only afterwards.
 *
 * @param time time from the end of the ramp to the first ping
 * @param pongTimeout time-out of each ping; zero if there is no settling at all
 */
public record Settling(Duration time, Duration pongTimeout) {

    /** No check: connections are closed as soon as the last one is ready. */
    public static final Settling NONE = new Settling(Duration.ZERO, Duration.ZERO);

    public Settling {
        Checks.atLeast(0, time.toNanos(), "time");
        Checks.atLeast(0, pongTimeout.toNanos(), "pongTimeout");
    }

    public boolean isNone() {
        return pongTimeout.isZero();
    }

    /**
     * Intended time of a connection's ping in nanoseconds after {@link #time}. All pings of a tier together have the
     * same rate as those at the end of a hold, so a million connections take 40 s.
     *
     * @param connection index within the whole tier, from 0
     */
    public long pingNanos(int connection) {
        return HoldPlan.ROLL_CALL_NANOS_EACH * connection;
    }

    /** How long settling takes if all pings are answered at once. */
    Duration duration(int connections) {
        return isNone() ? Duration.ZERO : time.plusNanos(pingNanos(connections));
    }
}
