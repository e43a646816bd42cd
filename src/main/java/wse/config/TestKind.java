package wse.config;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The kinds of tests, one simulation each. */
public enum TestKind {
    CONNECTION_STORM("Connection Storm"),
    PING_LATENCY("Ping/Pong Latency"),
    SUSTAINED_HOLD("Sustained Hold"),
    THROUGHPUT("Throughput Saturation"),
    SIZE_MATRIX("Size x Connections"),
    FORMAT_COMPARISON("Format Comparison"),
    CONNECTION_LIMIT("Connection Limit");

    private final String title;

    TestKind(String title) {
        this.title = title;
    }

    /** The test that {@code results.json} names so; empty if there is none. */
    public static Optional<TestKind> of(String label) {
        return Stream.of(values()).filter(test -> test.label().equals(label)).findFirst();
    }

    /** The title of its reports. */
    public String title() {
        return title;
    }

    /** Whether messages flow as fast as they are taken. */
    public boolean isFlood() {
        return this == THROUGHPUT || this == SIZE_MATRIX || this == FORMAT_COMPARISON;
    }

    /** Whether Gatling's own engine cannot carry it out. */
    public boolean isOfNettyOnly() {
        return isFlood() || this == CONNECTION_LIMIT;
    }

    /** The name in {@code results.json}, as in {@code "ping-latency"}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The simple name of the simulation, as in {@code "PingLatencySimulation"}. */
    public String simulation() {
        return Stream.of(name().split("_"))
                        .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining())
                + "Simulation";
    }
}
