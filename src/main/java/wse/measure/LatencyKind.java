package wse.measure;

import java.util.Locale;

/** Which two moments a latency lies between. */
public enum LatencyKind {
    /** From the start of the TCP connect to the ready message. */
    CONNECT,
    /** From the actual send of a request to its answer. */
    SERVICE,
    /** From the intended send (or connect) on the schedule to the answer: free of coordinated omission. */
    RESPONSE;

    /** The key in {@code results.json}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
