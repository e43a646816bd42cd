package wse.cluster;

import wse.measure.ClientResult;
import wse.measure.Sampled;

/**
 * What happened to one member in one tier.
 *
 * @param connections number of connections in its share
 * @param result its result; null unless it finished
 * @param detail why it did not finish; null if it did
 */
public record MemberFate(String name, int connections, State state, Sampled<ClientResult> result, String detail) {

    /** How a member's part of a tier ended. */
    public enum State {
        /** Its result is part of the tier's result. */
        FINISHED,
        /** It left; its connections are counted as lost. */
        LOST,
        /** It is present but has no result; its connections are counted as lost. */
        FAILED,
        /**
         * It is present but did not send its result in time; its connections are counted as in its last progress report.
         */
        SILENT
    }
}
