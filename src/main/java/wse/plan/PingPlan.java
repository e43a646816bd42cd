package wse.plan;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Ping latency: opens all connections, then sends pings over each.
 *
 * @param pings number of pings per connection
 * @param pingsPerSecond pings per second and connection on an open schedule; 0 for the closed form, where each ping waits
 *     for the previous pong or its time-out
 * @param pongTimeout time after which a ping counts as {@code PONG_TIMEOUT} and is recorded with this latency
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

    @Override
    public double scheduledPingsPerSecond() {
        return pingsPerSecond * connections();
    }

    /**
     * Intended times of the pings of one connection. On an open schedule, the connections are spread evenly over the first
     * interval, so that the total rate is even, too.
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
    public Duration longestAfterRamp() {
        return durationAfterRamp().orElse(pongTimeout.multipliedBy(pings)).plus(pongTimeout);
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
