package wse.config;

import java.time.Duration;
import java.util.List;

/**
 * The floods of the throughput tests: messages as fast as they are taken.
 *
 * @param direction {@code "out"}, {@code "in"} or {@code "echo"}: {@code wse.direction}
 * @param sizes bytes of the JSON message, of the size matrix: {@code wse.sizes}
 * @param formats {@code "json"}, {@code "msgpack"}, {@code "zlib"}, of the format comparison: {@code wse.formats}
 * @param framesPerWrite {@code "block"} or a count: {@code wse.framesPerWrite}
 * @param mask {@code "pool"} or {@code "fresh"}: {@code wse.mask}
 * @param inFlight messages of a connection on their way at most, with direction {@code "echo"}: {@code wse.inFlight}
 * @param decode {@code "frames"} or {@code "payloads"}: {@code wse.decode}
 * @param duration of each flood: {@code wse.duration}
 * @param drainTimeout from a flood's end to its last confirmation: {@code wse.drainTimeout}
 */
public record FloodConfig(
        String direction,
        List<Integer> sizes,
        List<String> formats,
        String framesPerWrite,
        String mask,
        int inFlight,
        String decode,
        Duration duration,
        Duration drainTimeout) {

    /** The published suite's trade update as JSON. */
    public static final int STANDARD_BYTES = 175;

    public FloodConfig {
        sizes = List.copyOf(sizes);
        formats = List.copyOf(formats);
    }

    /** Whether the client sends the messages. */
    public boolean isSending() {
        return !direction.equals("in");
    }

    /** Whether the client receives the messages. */
    public boolean isReceiving() {
        return !direction.equals("out");
    }

    public boolean isEcho() {
        return direction.equals("echo");
    }
}
