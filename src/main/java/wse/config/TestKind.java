package wse.config;

import java.util.Locale;

/** The test categories, one simulation each. */
public enum TestKind {
    CONNECTION_STORM,
    PING_LATENCY,
    SUSTAINED_HOLD,
    THROUGHPUT,
    SIZE_MATRIX,
    FORMAT_COMPARISON;

    /** Whether messages flow as fast as they are taken: such a test is of the Netty engine only. */
    public boolean isFlood() {
        return this == THROUGHPUT || this == SIZE_MATRIX || this == FORMAT_COMPARISON;
    }

    /** The name in {@code results.json}, as in {@code "ping-latency"}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
