package wse.config;

import java.util.Locale;

/** How much of each inbound message the reference server reads: {@code wse.serverRead}. */
public enum ReadMode {
    /** Everything: text must be UTF-8 and JSON, {@code C:} messages are inflated, and {@code M:} messages are decoded. */
    PARSE,
    /**
     * Frames only. The server looks at a payload only if it begins like a ping or a client hello, with or without a prefix.
     * It counts every other message without unmasking it or checking its UTF-8.
     */
    COUNT;

    /** The value as a user writes it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
