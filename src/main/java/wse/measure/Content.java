package wse.measure;

import java.util.Locale;

/** What the messages of a flood contain. Only some protocols send them in a {@linkplain wse.config.Format format}. */
public enum Content {
    /** Messages in the flood's format. */
    FORMATTED,
    /** Text messages that are not JSON, although they may contain some. */
    TEXT,
    /** Binary messages in a format of the protocol's own. */
    BINARY,
    /** Both text and binary messages, such as those of a file ({@code wse.corpus}). */
    MIXED;

    /** The name in {@code results.json} and reports. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
