package wse.measure;

import java.util.Locale;

/** What the messages of a flood contain, because only some protocols send them in one of the formats. */
public enum Content {
    /** What their format says. */
    FORMATTED,
    /** Text messages that are not JSON by themselves. */
    TEXT,
    /** Binary messages of the protocol's own. */
    BINARY,
    /** Both text and binary messages, as a file may contain. */
    MIXED;

    /** The name in {@code results.json} and reports. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
