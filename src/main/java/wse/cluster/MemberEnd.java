package wse.cluster;

/**
 * Why a member has ended.
 *
 * @param sentence a description of the cause for people, with details
 */
public record MemberEnd(Cause cause, String sentence) {

    /** The causes. */
    public enum Cause {
        /** The coordinator has announced the end of the run. */
        RUN_OVER,
        /** No coordinator appeared in time. */
        NO_COORDINATOR,
        /** The coordinator disappeared before the end of the run. */
        COORDINATOR_GONE,
        /** The member was closed. */
        CLOSED
    }

    static final MemberEnd RUN_OVER = new MemberEnd(Cause.RUN_OVER, "the run is over");

    static final MemberEnd COORDINATOR_GONE = new MemberEnd(
            Cause.COORDINATOR_GONE, "the coordinator has disappeared; its orders are no longer carried out");

    static final MemberEnd CLOSED = new MemberEnd(Cause.CLOSED, "it was stopped");

    static MemberEnd noCoordinator(String details) {
        return new MemberEnd(Cause.NO_COORDINATOR, "no coordinator " + details);
    }

    /** Whether the member has served a run until its end. */
    public boolean isRunOver() {
        return cause == Cause.RUN_OVER;
    }
}
