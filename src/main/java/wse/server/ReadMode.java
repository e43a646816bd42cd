package wse.server;

/** How much of each inbound message the server reads. */
public enum ReadMode {
    /** Everything: text must be UTF-8 and JSON, {@code C:} is inflated, {@code M:} decoded. */
    PARSE,
    /**
     * Frames only. A payload is looked at where it begins as {@code {"t":"ping"} and {@code {"t":"client_hello"} do,
     * with or without prefix; the rest is counted, neither unmasked nor checked for UTF-8.
     */
    COUNT
}
