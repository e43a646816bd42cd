package wse.config;

import java.util.Locale;

/** How far the client decodes the messages that it receives in a flood: {@code wse.decode}. */
public enum Decoding {
    /** Only the frames: length and type. */
    FRAMES,
    /** The payloads too: JSON is parsed, MessagePack decoded, zlib inflated and its content parsed. */
    PAYLOADS;

    /** The value as a user writes it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
