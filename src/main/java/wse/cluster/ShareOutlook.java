package wse.cluster;

import java.util.List;

/**
 * A member's answer to the question whether it could carry out a share.
 *
 * @param refusals why it cannot carry out the share; empty if it can
 * @param notes circumstances that may impair the figures
 */
public record ShareOutlook(List<String> refusals, List<String> notes) {

    /** No objections. */
    public static final ShareOutlook FINE = new ShareOutlook(List.of(), List.of());

    public ShareOutlook {
        refusals = List.copyOf(refusals);
        notes = List.copyOf(notes);
    }

    /** A refusal. */
    public static ShareOutlook refused(String reason) {
        return new ShareOutlook(List.of(reason), List.of());
    }
}
