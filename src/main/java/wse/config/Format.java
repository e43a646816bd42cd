package wse.config;

import java.util.Locale;

/** How a message is encoded: {@code wse.formats}. */
public enum Format {
    /** JSON in a text message. */
    JSON,
    /** MessagePack in a binary message, after the prefix {@code M:}. */
    MSGPACK,
    /** JSON, compressed as a zlib stream, in a binary message, after the prefix {@code C:}. */
    ZLIB;

    /** The value as a user writes it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
