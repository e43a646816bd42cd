package wse.cluster;

import java.util.List;

/**
 * A member's opinion of a share that it may be given.
 *
 * @param refusal why it cannot carry out the share; null if it can
 * @param notes what may impair the figures
 */
public record ShareOutlook(String refusal, List<String> notes) {

    /** No objections. */
    public static final ShareOutlook FINE = new ShareOutlook(null, List.of());

    public ShareOutlook {
        notes = List.copyOf(notes);
    }
}
