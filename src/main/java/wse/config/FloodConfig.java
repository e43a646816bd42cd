package wse.config;

import java.time.Duration;
import java.util.Collections;
import java.util.List;

/**
 * How messages flow in the throughput tests, which send them as fast as the other side reads them.
 *
 * @param direction {@code wse.direction}
 * @param sizes sizes of the JSON message in bytes, for the size matrix: {@code wse.sizes}
 * @param formats encodings in the format comparison: {@code wse.formats}
 * @param framesPerWrite {@code wse.framesPerWrite}
 * @param masking {@code wse.mask}
 * @param inFlight maximum number of unanswered messages per connection in an echo flood: {@code wse.inFlight}
 * @param decoding {@code wse.decode}
 * @param duration duration of each flood: {@code wse.duration}
 * @param drainTimeout maximum time from the end of a flood to its last confirmation: {@code wse.drainTimeout}
 */
public record FloodConfig(
        Direction direction,
        List<Integer> sizes,
        List<Format> formats,
        FramesPerWrite framesPerWrite,
        Masking masking,
        int inFlight,
        Decoding decoding,
        Duration duration,
        Duration drainTimeout) {

    /** Size of the trade update message, as JSON, in the published test suite. */
    public static final int STANDARD_BYTES = 175;

    public FloodConfig {
        sizes = List.copyOf(sizes);
        formats = List.copyOf(formats);
    }

    /** The largest message of {@code wse.sizes}, in bytes; 0 in tests without that setting. */
    static int largest(Values values) {
        List<Integer> sizes = values.get(Settings.SIZES);
        return sizes == null ? 0 : Collections.max(sizes);
    }

    static FloodConfig of(Values values) {
        return new FloodConfig(
                values.get(Settings.DIRECTION),
                values.get(Settings.SIZES),
                values.get(Settings.FORMATS),
                values.get(Settings.FRAMES_PER_WRITE),
                values.get(Settings.MASK),
                values.get(Settings.IN_FLIGHT),
                values.get(Settings.DECODE),
                values.get(Settings.DURATION),
                values.get(Settings.DRAIN_TIMEOUT));
    }
}
