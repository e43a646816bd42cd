package wse.plan;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Ping latency: bring all connections up, then ping over each.
 *
 * @param pings per connection
 * @param pingsPerSecond per connection on an open schedule; 0 for the closed form, where the next ping waits for the
 *     pong (or its time-out)
 * @param pongTimeout after which a ping counts as {@code PONG_TIMEOUT}, recorded at this value
 */
public record PingPlan(Ramp ramp, int pings, double pingsPerSecond, Duration pongTimeout) implements TierPlan {

    public PingPlan {
        Checks.atLeast(1, pings, "pings");
        Checks.notNegative(pingsPerSecond, "pingsPerSecond");
        Checks.positive(pongTimeout, "pongTimeout");
    }

    public boolean isOpen() {
        return pingsPerSecond > 0;
    }

    /**
     * When the pings of one connection are intended. On an open schedule the connections are spread evenly over the
     * first interval, so that the total rate is even too.
     *
     * @param connection index within the whole tier, from 0
     */
    public Schedule schedule(int connection) {
        if (!isOpen()) {
            return Schedule.allAtOnce();
        }
        double interval = TimeUnit.SECONDS.toNanos(1) / pingsPerSecond;
        return Schedule.constantRate(pingsPerSecond)
                .shiftedBy((long) (interval * connection / ramp.share().ofConnections()));
    }

    @Override
    public TierPlan withRamp(Ramp other) {
        return new PingPlan(other, pings, pingsPerSecond, pongTimeout);
    }

    @Override
    public <T> T carryOut(Carrier<T> carrier) {
        return carrier.ping(this);
    }

    @Override
    public String title() {
        return "ping";
    }

    @Override
    public Optional<Duration> durationAfterRamp() {
        return isOpen() ? Optional.of(Duration.ofMillis(Math.round(1_000 * pings / pingsPerSecond))) : Optional.empty();
    }

    @Override
    public PingSchedule pingSchedule() {
        return new PingSchedule(
                pings,
                pongTimeout,
                isOpen(),
                false,
                (connection, number) -> schedule(connection).intendedNanos(number));
    }
}
