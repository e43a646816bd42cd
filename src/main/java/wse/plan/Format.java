package wse.plan;

import java.util.Locale;

/** How a message is written. */
public enum Format {
    /** Text. */
    JSON,
    /** Binary: {@code M:} and MessagePack. */
    MSGPACK,
    /** Binary: {@code C:} and the JSON as a zlib stream. */
    ZLIB;

    /** As in {@code wse.formats}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
