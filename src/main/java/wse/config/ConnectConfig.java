package wse.config;

import java.time.Duration;
import java.util.List;

/**
 * How connections are established.
 *
 * @param window maximum number of handshakes in flight: {@code wse.connectWindow}
 * @param ratePerSecond connects per second on an open schedule, 0 for all at once: {@code wse.connectRate}
 * @param pacedPerSecond connects per second of the last tier of a storm, 0 for no such tier: {@code wse.pacedRate}
 * @param maxMessageBytes size of the largest message that the client accepts: {@code wse.maxMessageSize}
 * @param sourceAddresses local addresses to connect from; empty to let the operating system choose
 */
public record ConnectConfig(
        HandshakeWindow window,
        double ratePerSecond,
        double pacedPerSecond,
        Duration connectTimeout,
        Duration readyTimeout,
        int maxMessageBytes,
        List<String> sourceAddresses) {

    /** Far more than most servers send, but small enough for memory if a server sends it on many connections. */
    static final int USUAL_MAX_MESSAGE_BYTES = 16 << 20;

    private static final double PACED_BY_NETTY = 1_000;
    private static final double PACED_BY_GATLING = 200;

    public ConnectConfig {
        sourceAddresses = List.copyOf(sourceAddresses);
    }

    static ConnectConfig of(Values values) {
        List<String> sources = values.get(Settings.SOURCE_ADDRESSES);
        return new ConnectConfig(
                window(values),
                values.get(Settings.CONNECT_RATE),
                pacedPerSecond(values),
                values.get(Settings.CONNECT_TIMEOUT),
                values.get(Settings.READY_TIMEOUT),
                maxMessageBytes(values),
                sources == null ? List.of() : sources);
    }

    /**
     * A search for the limit has its own default, so that even a small number of connections does not arrive in one
     * burst.
     */
    private static HandshakeWindow window(Values values) {
        int window = values.get(Settings.CONNECT_WINDOW);
        return values.test() == TestKind.CONNECTION_LIMIT && !values.isGiven(Settings.CONNECT_WINDOW)
                ? HandshakeWindow.growingFrom(window)
                : HandshakeWindow.fixed(window);
    }

    /**
     * By default, a pace that a single core sustains with capacity to spare: measured on one core at 2.8 GHz, a connect costs
     * the netty engine 0.1 ms of CPU, and Gatling's engine 0.5 to 1.5 ms.
     */
    private static double pacedPerSecond(Values values) {
        Double given = values.get(StormSettings.PACED_RATE);
        if (given != null) {
            return given;
        }
        double usual = values.get(Settings.ENGINE) == EngineKind.NETTY ? PACED_BY_NETTY : PACED_BY_GATLING;
        return values.get(Settings.CONNECT_RATE) > 0 ? 0 : usual;
    }

    /** By default, large enough for the largest message of a flood to come back, even with additions around it. */
    private static int maxMessageBytes(Values values) {
        Integer given = values.get(Settings.MAX_MESSAGE_SIZE);
        return given == null ? Math.max(USUAL_MAX_MESSAGE_BYTES, 2 * MessageSizes.largest(values)) : given;
    }
}
