package wse.cluster;

/**
 * What became of one member in one tier.
 *
 * @param connections of its share
 * @param result null unless it finished
 * @param detail why it did not finish; null if it did
 */
public record MemberFate(String name, int connections, State state, ShareResult result, String detail) {

    /** How a member's part of a tier ended. */
    public enum State {
        /** Its result is in the tier's. */
        FINISHED,
        /** It went away; its connections are counted as lost. */
        LOST,
        /** It is there, but has no result; its connections are counted as lost. */
        FAILED,
        /** It is there, but did not tell in time what it had; its connections are counted by what it had said before. */
        SILENT
    }
}
