package wse.cluster;

import java.util.List;

/**
 * A member's answer to the question whether it could carry out a share.
 *
 * @param refusal why it cannot carry out the share; null if it can
 * @param notes circumstances that may impair the figures
 */
public record ShareOutlook(String refusal, List<String> notes) {

    /** No objections. */
    public static final ShareOutlook FINE = new ShareOutlook(null, List.of());

    public ShareOutlook {
        notes = List.copyOf(notes);
    }
}
