package wse.measure;

import java.util.LinkedHashMap;
import java.util.Map;
import wse.config.Decoding;
import wse.config.Direction;
import wse.config.FramesPerWrite;
import wse.config.Masking;

/**
 * How the messages of a flood were to be sent.
 *
 * @param framesPerWrite frames per write to a socket; no effect if only the server sends
 * @param masking when frames are masked; no effect if only the server sends
 * @param wireBytes size of one frame on the wire: header, mask and payload, without TLS, TCP and IP
 * @param inFlight maximum number of unanswered messages per connection; has an effect only in an echo flood
 * @param decoding how far the client decodes what it receives; no effect if nothing comes back
 */
public record MessageFlow(
        Direction direction,
        FramesPerWrite framesPerWrite,
        Masking masking,
        int wireBytes,
        int inFlight,
        Decoding decoding) {

    /** Components without effect in this direction get a fixed value, so that equivalent flows are equal. */
    public MessageFlow {
        framesPerWrite = direction.isSending() ? framesPerWrite : FramesPerWrite.BLOCK;
        masking = direction.isSending() ? masking : Masking.POOL;
        inFlight = direction == Direction.ECHO ? inFlight : 1;
        decoding = direction.isReceiving() ? decoding : Decoding.FRAMES;
    }

    /** Whether the server is the only sender. */
    public boolean comesIn() {
        return direction == Direction.IN;
    }

    /** Whether the client is the only sender. */
    public boolean isOut() {
        return direction == Direction.OUT;
    }

    public boolean isEcho() {
        return direction == Direction.ECHO;
    }

    /** Whether the client decodes the payloads that it receives, and thus detects malformed ones. */
    public boolean decodesPayloads() {
        return direction.isReceiving() && decoding == Decoding.PAYLOADS;
    }

    /** Its keys in {@code results.json}; those without effect in this direction are absent. */
    Map<String, Object> keys() {
        Map<String, Object> keys = new LinkedHashMap<>();
        keys.put("direction", direction.label());
        if (direction.isSending()) {
            keys.put("frames_per_write", framesPerWrite.label());
            keys.put("mask", masking.label());
        }
        keys.put("frame_bytes", wireBytes);
        if (isEcho()) {
            keys.put("in_flight", inFlight);
        }
        if (direction.isReceiving()) {
            keys.put("decode", decoding.label());
        }
        return keys;
    }
}
