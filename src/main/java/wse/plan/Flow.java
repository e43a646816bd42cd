package wse.plan;

import java.util.Objects;
import wse.config.Decoding;
import wse.config.Direction;
import wse.config.Format;
import wse.config.FramesPerWrite;
import wse.config.Masking;

/**
 * The messages of a flood, and how they are sent.
 *
 * @param jsonBytes length of the logical message as JSON, regardless of the format
 * @param inFlight maximum number of unanswered messages per connection in an {@link Direction#ECHO} flood; at least 1
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
