package wse.config;

import java.time.Duration;
import java.util.List;

/**
 * How connections are established.
 *
 * @param window maximum number of handshakes in flight, 0 for no limit: {@code wse.connectWindow}
 * @param ratePerSecond connects per second on an open schedule, 0 for all at once: {@code wse.connectRate}
 * @param sourceAddresses local addresses to connect from; empty to let the operating system choose
 */
public record ConnectConfig(
        int window,
        double ratePerSecond,
        Duration connectTimeout,
        Duration readyTimeout,
        List<String> sourceAddresses) {

    public ConnectConfig {
        sourceAddresses = List.copyOf(sourceAddresses);
    }

    static ConnectConfig of(Values values) {
        List<String> sources = values.get(Settings.SOURCE_ADDRESSES);
        return new ConnectConfig(
                values.get(Settings.CONNECT_WINDOW),
                values.get(Settings.CONNECT_RATE),
                values.get(Settings.CONNECT_TIMEOUT),
                values.get(Settings.READY_TIMEOUT),
                sources == null ? List.of() : sources);
    }
}
