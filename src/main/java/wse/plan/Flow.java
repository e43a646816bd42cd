package wse.plan;

import java.util.Objects;
import wse.config.Decoding;
import wse.config.Direction;
import wse.config.Format;
import wse.config.FramesPerWrite;
import wse.config.Masking;

/**
 * What flows in a flood, and how.
 *
 * @param jsonBytes length of the logical message as JSON, whatever the format
 * @param inFlight messages that a connection may have on their way in an {@link Direction#ECHO} flood; at least 1
 */
public record Flow(
        Direction direction,
        Format format,
        int jsonBytes,
        FramesPerWrite framesPerWrite,
        Masking masking,
        int inFlight,
        Decoding decoding) {

    public Flow {
        Objects.requireNonNull(direction, "direction");
        Objects.requireNonNull(format, "format");
        Objects.requireNonNull(framesPerWrite, "framesPerWrite");
        Objects.requireNonNull(masking, "masking");
        Objects.requireNonNull(decoding, "decoding");
        Checks.atLeast(1, jsonBytes, "jsonBytes");
        Checks.atLeast(1, inFlight, "inFlight");
    }
}
