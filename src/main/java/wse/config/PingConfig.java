package wse.config;

import java.time.Duration;

/**
 * The pings of the latency and hold tests.
 *
 * @param pings pings per connection in the closed form: {@code wse.pings}
 * @param ratePerSecond pings per second and connection on the open schedule: {@code wse.pingRate}
 * @param duration duration of the open schedule: {@code wse.duration}
 * @param interval time between two pings of a held connection: {@code wse.pingInterval}
 */
public record PingConfig(
        int pings, double ratePerSecond, Duration duration, Duration interval, Duration timeout, Duration hold) {

    static PingConfig of(Values values) {
        return new PingConfig(
                values.get(Settings.PINGS),
                values.get(Settings.PING_RATE),
                values.get(Settings.DURATION),
                values.get(Settings.PING_INTERVAL),
                values.get(Settings.PONG_TIMEOUT),
                values.get(Settings.HOLD_DURATION));
    }
}
