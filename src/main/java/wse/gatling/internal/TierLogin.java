package wse.gatling.internal;

import io.gatling.javaapi.core.Session;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.Optional;
import wse.dialect.Dialect;
import wse.dialect.Meaning;
import wse.dialect.OpeningRequest;
import wse.dialect.Payload;

/**
 * Logs in the users of a tier as the dialect says: the upgrade request of each user, and the messages of the login. The
 * state of a user is confined to that user's event loop.
 */
public final class TierLogin {

    private final Dialect dialect;
    private final Duration readyTimeout;

    /** @param readyTimeout longest time from the connect to the end of the login */
    public TierLogin(Dialect dialect, Duration readyTimeout) {
        this.dialect = dialect;
        this.readyTimeout = readyTimeout;
    }

    /** Path and query of the user's upgrade request. */
    public String requestTarget(Session session) {
        return request(session).target();
    }

    /** One header of the user's upgrade request. */
    public String header(Session session, String name) {
        return request(session).headers().getOrDefault(name, "");
    }

    /** The subprotocols that the user's upgrade request offers. */
    public String subprotocols(Session session) {
        return String.join(",", request(session).subprotocols());
    }

    private OpeningRequest request(Session session) {
        TierUser user = TierUser.of(session);
        if (user.request.isEmpty()) {
            user.request = Optional.of(dialect.openingRequest(user.index));
        }
        return user.request.get();
    }

    /** Whether the user's login is not over yet and has a message to send. */
    public boolean isLoggingIn(Session session) {
        TierUser user = TierUser.of(session);
        boolean over = user.meaning.kind() == Meaning.Kind.READY || user.meaning.kind() == Meaning.Kind.REFUSED;
        return !over && user.loop.last().outcome().isOk() && !user.replies.isEmpty();
    }

    /** Whether the user's next message is the last one to send for now. */
    public boolean isLastReply(Session session) {
        return TierUser.of(session).replies.size() == 1;
    }

    /** Whether a connection that is ready has messages to send. */
    public boolean hasReplies(Session session) {
        return TierUser.of(session).up && !TierUser.of(session).replies.isEmpty();
    }

    /** The user's next message of the dialect. Gatling calls this right before it sends the message. */
    public Payload nextReply(Session session) {
        TierUser user = TierUser.of(session);
        user.loop.countHello();
        return user.replies.remove();
    }

    /** The time that is left for the login, at least a millisecond. */
    public Duration untilReadyTimeout(Session session) {
        Duration spent = Duration.ofNanos(System.nanoTime() - TierUser.of(session).sentNanos);
        Duration left = readyTimeout.minus(spent);
        return left.toMillis() < 1 ? Duration.ofMillis(1) : left;
    }

    /**
     * Whether a message advances the login: the connection is ready, the login is refused, or there is something to
     * send.
     */
    public boolean isOfLogin(ByteBuf message, boolean text, Session session) {
        TierUser user = TierUser.of(session);
        return dialect.packing().anyMatch(message, text, each -> isOfLogin(user, each, text));
    }

    private static boolean isOfLogin(TierUser user, ByteBuf message, boolean text) {
        Meaning heard = user.conversation.onMessage(message, text);
        boolean matters = heard.kind() == Meaning.Kind.READY
                || heard.kind() == Meaning.Kind.REFUSED
                || !heard.replies().isEmpty();
        if (matters) {
            user.hear(heard);
        }
        return matters;
    }

    /** Whether the message that advanced the login did not refuse it. If it made the connection ready, the clock stops. */
    public boolean isAccepted(Session session) {
        TierUser user = TierUser.of(session);
        if (user.meaning.kind() == Meaning.Kind.READY) {
            user.answer();
        }
        return user.meaning.kind() != Meaning.Kind.REFUSED;
    }

    /** The text that must be sent at once to answer a message of the server; empty if no answer is due. */
    public static Optional<String> autoReply(Dialect dialect, String message) {
        return TextMessages.autoReply(dialect, message);
    }
}
