package wse.config;

import java.util.Locale;

/** The test categories, one simulation each. */
public enum TestKind {
    CONNECTION_STORM,
    PING_LATENCY,
    SUSTAINED_HOLD;

    /** The name in {@code results.json}, as in {@code "ping-latency"}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
