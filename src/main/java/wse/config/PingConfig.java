package wse.config;

import java.time.Duration;

/**
 * The pings of a test, except those that confirm a flood.
 *
 * @param pings pings per connection in the closed form: {@code wse.pings}
 * @param ratePerSecond pings per second and connection on the open schedule: {@code wse.pingRate}
 * @param duration duration of the open schedule: {@code wse.duration}
 * @param interval time between two pings of a held connection: {@code wse.pingInterval}
 * @param settleTime time from the end of a storm's ramp to the pings that show which connections the server keeps:
 *     {@code wse.settleTime}
 */
public record PingConfig(
        int pings,
        double ratePerSecond,
        Duration duration,
        Duration interval,
        Duration timeout,
        Duration hold,
        Duration settleTime) {

    static PingConfig of(Values values) {
        return new PingConfig(
                values.get(Settings.PINGS),
                values.get(Settings.PING_RATE),
                values.get(Settings.DURATION),
                values.get(Settings.PING_INTERVAL),
                values.get(Settings.PONG_TIMEOUT),
                values.get(Settings.HOLD_DURATION),
                values.get(Settings.SETTLE_TIME));
    }
}
