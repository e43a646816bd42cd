package wse.config;

import java.util.Collections;
import java.util.List;

/** Sizes of the messages of floods, in bytes. */
public final class MessageSizes {

    /** Size of the trade update message, as JSON, in the published test suite. */
    public static final int STANDARD = 175;

    private MessageSizes() {}

    /** The largest message of {@code wse.sizes}; 0 in tests without that setting. */
    static int largest(Values values) {
        List<Integer> sizes = values.get(Settings.SIZES);
        return sizes == null ? 0 : Collections.max(sizes);
    }
}
