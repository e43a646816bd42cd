package wse.dialect;

import java.util.Objects;

/**
 * One data message without its frame. Not to be written to.
 *
 * @param text whether it goes as a text message, else as binary
 * @param bytes what the frame holds, unmasked
 */
public record Payload(boolean text, byte[] bytes) {

    public Payload {
        Objects.requireNonNull(bytes, "bytes");
    }
}
