package wse.config;

import java.util.Locale;

/** How a message is encoded: {@code wse.formats}. */
public enum Format {
    /** JSON in a text message. */
    JSON,
    /** Binary: {@code M:} followed by MessagePack. */
    MSGPACK,
    /** Binary: {@code C:} followed by the JSON as a zlib stream. */
    ZLIB;

    /** The value as a user writes it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
