package wse.plan;

import java.util.Objects;

/**
 * What flows in a flood, and how.
 *
 * @param jsonBytes length of the logical message as JSON, whatever the format
 * @param framesPerWrite frames that one write to a socket holds; {@link #BLOCK} for as many as make a block
 * @param inFlight messages of a connection on their way at most, for {@link Direction#ECHO}; at least 1
 */
public record Flow(
        Direction direction,
        Format format,
        int jsonBytes,
        int framesPerWrite,
        Masking masking,
        int inFlight,
        Decoding decoding) {

    /** As {@code framesPerWrite}: as many frames as fit into 65,483 bytes, a segment on loopback; at least one. */
    public static final int BLOCK = 0;

    public Flow {
        Objects.requireNonNull(direction, "direction");
        Objects.requireNonNull(format, "format");
        Objects.requireNonNull(masking, "masking");
        Objects.requireNonNull(decoding, "decoding");
        Checks.atLeast(1, jsonBytes, "jsonBytes");
        Checks.atLeast(0, framesPerWrite, "framesPerWrite");
        Checks.atLeast(1, inFlight, "inFlight");
    }
}
