package wse.dialect;

import java.time.Duration;
import java.util.Objects;

/**
 * A message that a client sends regularly so that the server does not drop the connection as idle.
 *
 * @param message the same for every connection
 * @param interval time between two such messages on one connection; must be well below the server's idle time-out
 * @param answered whether the server answers it with a message that {@link Conversation#onMessage} interprets as a
 *     {@link Meaning.Kind#PONG} without an id
 */
public record KeepAliveMessage(Payload message, Duration interval, boolean answered) {

    public KeepAliveMessage {
        Objects.requireNonNull(message, "message");
        if (interval.isNegative() || interval.isZero()) {
            throw new IllegalArgumentException("a keep-alive interval must be positive: interval=" + interval);
        }
    }

    /** A message that the server does not answer. */
    public static KeepAliveMessage unanswered(Payload message, Duration interval) {
        return new KeepAliveMessage(message, interval, false);
    }

    /** A message that the server answers like a ping. */
    public static KeepAliveMessage answered(Payload message, Duration interval) {
        return new KeepAliveMessage(message, interval, true);
    }
}
