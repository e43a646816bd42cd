package wse.config;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The test categories, one simulation each. */
public enum TestKind {
    CONNECTION_STORM,
    PING_LATENCY,
    SUSTAINED_HOLD,
    THROUGHPUT,
    SIZE_MATRIX,
    FORMAT_COMPARISON,
    CONNECTION_LIMIT;

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
