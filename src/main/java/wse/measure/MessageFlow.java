package wse.measure;

import java.util.LinkedHashMap;
import java.util.Map;
import wse.config.Decoding;
import wse.config.Direction;
import wse.config.FramesPerWrite;
import wse.config.Masking;

/**
 * How the messages of a flood were asked to flow.
 *
 * @param framesPerWrite frames in one write to a socket; without effect where only the server sends
 * @param masking without effect where only the server sends
 * @param wireBytes of one frame on the wire: header, mask and payload, without TLS, TCP and IP
 * @param inFlight messages that a connection may have on their way; without effect but in an echo flood
 * @param decoding how far the client decodes what it receives; without effect where nothing comes back
 */
public record MessageFlow(
        Direction direction,
        FramesPerWrite framesPerWrite,
        Masking masking,
        int wireBytes,
        int inFlight,
        Decoding decoding) {

    /** What has no effect in the direction gets a fixed value, so that equal flows are equal values. */
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

    /** Whether the client decodes the payloads that it receives, so that it can tell a malformed one. */
    public boolean decodesPayloads() {
        return direction.isReceiving() && decoding == Decoding.PAYLOADS;
    }

    /** Its keys in {@code results.json}; what has no effect in the direction is absent. */
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
