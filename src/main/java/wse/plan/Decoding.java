package wse.plan;

import java.util.Locale;

/** How far a client decodes the messages of a flood that it receives. */
public enum Decoding {
    /** Their frames: length and type. */
    FRAMES,
    /** Their payloads too: JSON parsed, MessagePack decoded, zlib inflated and its content parsed. */
    PAYLOADS;

    /** As in {@code wse.decode}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
