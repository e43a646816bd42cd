package wse.measure;

import java.util.Locale;

/** The two moments between which a latency is measured. */
public enum LatencyKind {
    /** From the start of the TCP connect to the ready message. */
    CONNECT,
    /** From the actual send of a request to its answer. */
    SERVICE,
    /** From the scheduled send (or connect) to the answer, which avoids coordinated omission. */
    RESPONSE;

    /** The key in {@code results.json}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
