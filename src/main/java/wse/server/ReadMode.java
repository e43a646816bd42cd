package wse.server;

/** How much of each inbound message the server reads. */
public enum ReadMode {
    /** Everything: text must be UTF-8 and JSON, {@code C:} is inflated, {@code M:} decoded. */
    PARSE,
    /**
     * Frames only. The server looks into a payload only if it begins like a {@code ping} or a {@code client_hello}, with
     * or without prefix; everything else is counted, neither unmasked nor checked for UTF-8.
     */
    COUNT
}
