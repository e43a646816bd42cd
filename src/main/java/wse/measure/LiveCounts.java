package wse.measure;

/**
 * What a tier has counted so far, or in one interval of it. Immutable.
 *
 * @param failed connections that failed or were lost
 * @param pingsAnswered pings that were answered in time
 * @param pingsFailed pings that were not answered in time, or could not be sent
 * @param messagesConfirmed messages of a flood that were confirmed
 */
public record LiveCounts(long failed, long pingsAnswered, long pingsFailed, long messagesConfirmed) {

    /** Nothing has happened. */
    public static final LiveCounts NONE = new LiveCounts(0, 0, 0, 0);

    /** The counts in a tier without a flood. */
    public static LiveCounts of(OutcomeCounts connects, OutcomeCounts pings) {
        long answered = pings.of(Outcome.OK);
        return new LiveCounts(connects.total() - connects.of(Outcome.OK), answered, pings.total() - answered, 0);
    }

    public LiveCounts plus(LiveCounts other) {
        return new LiveCounts(
                failed + other.failed,
                pingsAnswered + other.pingsAnswered,
                pingsFailed + other.pingsFailed,
                messagesConfirmed + other.messagesConfirmed);
    }

    /** What was counted after {@code earlier}. */
    public LiveCounts since(LiveCounts earlier) {
        return new LiveCounts(
                failed - earlier.failed,
                pingsAnswered - earlier.pingsAnswered,
                pingsFailed - earlier.pingsFailed,
                messagesConfirmed - earlier.messagesConfirmed);
    }
}
