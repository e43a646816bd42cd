package wse.measure;

/**
 * Answers that do not belong to any ping in flight on their connection. No other figure includes them.
 *
 * @param late answers to pings that had already timed out
 * @param repeated further answers to pings that were already answered
 * @param foreign messages that answer pings of other connections
 * @param unsolicited pong frames that arrived while no ping frame of the connection was unanswered; RFC 6455 section
 *     5.5.3 allows them
 * @param otherPayload pong frames that arrived while a ping frame was unanswered, but with a payload that no ping frame
 *     of the connection had
 */
public record StrayPongs(long late, long repeated, long foreign, long unsolicited, long otherPayload) {

    public static final StrayPongs NONE = new StrayPongs(0, 0, 0, 0, 0);

    public StrayPongs plus(StrayPongs other) {
        return new StrayPongs(
                late + other.late,
                repeated + other.repeated,
                foreign + other.foreign,
                unsolicited + other.unsolicited,
                otherPayload + other.otherPayload);
    }
}
