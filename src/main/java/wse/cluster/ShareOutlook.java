package wse.cluster;

import java.util.List;

/**
 * What a member says of a share that it may be given.
 *
 * @param refusal why it cannot carry it out; null if it can
 * @param notes what may hurt the figures
 */
public record ShareOutlook(String refusal, List<String> notes) {

    /** Nothing against it. */
    public static final ShareOutlook FINE = new ShareOutlook(null, List.of());

    public ShareOutlook {
        notes = List.copyOf(notes);
    }
}
