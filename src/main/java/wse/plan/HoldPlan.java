package wse.plan;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Sustained hold: opens all connections, holds them while sending occasional pings, and counts those that answer a last ping
 * at the end.
 *
 * @param hold time from the last connection's outcome to the last ping
 * @param pingInterval time between two pings of a connection
 */
public record HoldPlan(Ramp ramp, Duration hold, Duration pingInterval, Duration pongTimeout) implements TierPlan {

    /**
     * The last pings are spread over at least a second. Sent all at once, they would measure a burst that the client itself
     * causes.
     */
    private static final long ROLL_CALL_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** With many connections, 25,000 pings per second; client and server handle that easily with one core each. */
    static final long ROLL_CALL_NANOS_EACH = TimeUnit.MICROSECONDS.toNanos(40);

    public HoldPlan {
        Checks.positive(hold, "hold");
        Checks.positive(pingInterval, "pingInterval");
        Checks.positive(pongTimeout, "pongTimeout");
    }

    /** Number of pings per connection during the hold: one in each interval, not including the last ping after the hold. */
    public int pings() {
        return (int) (hold.toNanos() / pingInterval.toNanos());
    }

    /**
     * Intended time of a connection's last ping, which shows whether it is alive, in nanoseconds after the end of the hold.
     *
     * @param connection index within the whole tier, from 0
     */
    public long rollCallNanos(int connection) {
        int connections = ramp.share().ofConnections();
        long spread = Math.min(lastPings(connections).toNanos(), pingInterval.toNanos());
        return (long) ((double) spread * ramp.share().place(connection) / connections);
    }

    /** How long the last pings of this many connections take, unless the ping interval is shorter. */
    public static Duration lastPings(int connections) {
        return Duration.ofNanos(Math.max(ROLL_CALL_NANOS, ROLL_CALL_NANOS_EACH * connections));
    }

    /**
     * Intended times of the pings of a connection. First pings are spread evenly over the first interval.
     *
     * @param connection index within the whole tier, from 0
     */
    public Schedule schedule(int connection) {
        double perSecond = (double) TimeUnit.SECONDS.toNanos(1) / pingInterval.toNanos();
        Share share = ramp.share();
        long spread = (long) ((double) pingInterval.toNanos() * share.place(connection) / share.ofConnections());
        return Schedule.constantRate(perSecond).shiftedBy(spread);
    }

    @Override
    public TierPlan withRamp(Ramp other) {
        return new HoldPlan(other, hold, pingInterval, pongTimeout);
    }

    @Override
    public <T> T carryOut(Carrier<T> carrier) {
        return carrier.hold(this);
    }

    @Override
    public String title() {
        return "hold";
    }

    @Override
    public Optional<Duration> durationAfterRamp() {
        return Optional.of(hold);
    }

    @Override
    public Duration longestAfterRamp() {
        return hold.plus(pingInterval).plus(pongTimeout);
    }

    @Override
    public PingSchedule pingSchedule() {
        return new PingSchedule(pings(), pongTimeout, true, true, this::intendedNanos);
    }

    @Override
    public double scheduledPingsPerSecond() {
        return (double) TimeUnit.SECONDS.toNanos(1) / pingInterval.toNanos() * connections();
    }

    private long intendedNanos(int connection, int number) {
        return number == pings()
                ? hold.toNanos() + rollCallNanos(connection)
                : schedule(connection).intendedNanos(number);
    }
}
