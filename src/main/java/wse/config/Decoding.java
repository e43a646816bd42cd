package wse.config;

import java.util.Locale;

/** How far the client decodes the messages that it receives in a flood: {@code wse.decode}. */
public enum Decoding {
    /** Only the frames: length and type. Text is not even checked to be UTF-8, contrary to RFC 6455 section 8.1. */
    UNCHECKED,
    /** Only the frames, but text that is not UTF-8 ends its connection. */
    FRAMES,
    /** The payloads too: JSON is parsed, MessagePack decoded, zlib inflated and its content parsed. */
    PAYLOADS;

    /** Whether text is checked for valid UTF-8. */
    public boolean checksText() {
        return this != UNCHECKED;
    }

    /** The value as a user writes it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
