package wse.plan;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Sustained hold: bring all connections up, keep them for a while with a ping now and then, and count those that answer
 * a last ping at the end.
 *
 * @param hold from the last connection's outcome to the last ping
 * @param pingInterval between two pings of a connection
 */
public record HoldPlan(Ramp ramp, Duration hold, Duration pingInterval, Duration pongTimeout) implements TierPlan {

    /** The last pings are spread over a second at least: all at once they would measure a burst of the client's own making. */
    private static final long ROLL_CALL_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** Of many connections 25,000 a second, which one core each of client and server answer with time to spare. */
    private static final long ROLL_CALL_NANOS_EACH = TimeUnit.MICROSECONDS.toNanos(40);

    public HoldPlan {
        Checks.positive(hold, "hold");
        Checks.positive(pingInterval, "pingInterval");
        Checks.positive(pongTimeout, "pongTimeout");
    }

    /** Pings of one connection during the hold, one in each interval, all before its end; the one at the end not counted. */
    public int pings() {
        return (int) (hold.toNanos() / pingInterval.toNanos());
    }

    /**
     * When the last ping of a connection, which tells whether it is alive, is intended: nanoseconds after the hold's end.
     *
     * @param connection index within the whole tier, from 0
     */
    public long rollCallNanos(int connection) {
        int connections = ramp.share().ofConnections();
        long spread = Math.min(Math.max(ROLL_CALL_NANOS, ROLL_CALL_NANOS_EACH * connections), pingInterval.toNanos());
        return (long) ((double) spread * connection / connections);
    }

    /**
     * When the pings of a connection are intended: the first within one interval, connections spread evenly over it.
     *
     * @param connection index within the whole tier, from 0
     */
    public Schedule schedule(int connection) {
        double perSecond = (double) TimeUnit.SECONDS.toNanos(1) / pingInterval.toNanos();
        long spread = (long)
                ((double) pingInterval.toNanos() * connection / ramp.share().ofConnections());
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
    public PingSchedule pingSchedule() {
        return new PingSchedule(pings(), pongTimeout, true, true, this::intendedNanos);
    }

    private long intendedNanos(int connection, int number) {
        return number == pings()
                ? hold.toNanos() + rollCallNanos(connection)
                : schedule(connection).intendedNanos(number);
    }
}
