package wse.plan;

import java.time.Duration;

/**
 * How a tier's connections come up.
 *
 * @param connections how many, at least 1
 * @param window handshakes in flight at most; 0 for no bound
 * @param connectsPerSecond an open schedule of connects; 0 for all at once
 * @param connectTimeout for the TCP connect
 * @param readyTimeout from the TCP connection to the ready message
 */
public record Ramp(
        int connections, int window, double connectsPerSecond, Duration connectTimeout, Duration readyTimeout) {

    public Ramp {
        Checks.atLeast(1, connections, "connections");
        Checks.atLeast(0, window, "window");
        Checks.notNegative(connectsPerSecond, "connectsPerSecond");
        Checks.positive(connectTimeout, "connectTimeout");
        Checks.positive(readyTimeout, "readyTimeout");
    }

    /** When each connect is intended: index of the connection to nanoseconds after the tier's start. */
    public Schedule schedule() {
        return connectsPerSecond > 0 ? Schedule.constantRate(connectsPerSecond) : Schedule.allAtOnce();
    }
}
