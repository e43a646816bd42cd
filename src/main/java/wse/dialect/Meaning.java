package wse.dialect;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/**
 * What an inbound message or the opening of the connection means, and what the client sends in return. Immutable. A dialect
 * should create the values that it needs once, as constants: one is returned for every inbound message, and nothing may be
 * allocated there.
 */
public final class Meaning {

    /** What happened. */
    public enum Kind {
        /** Nothing of interest: the login is not complete yet, or the message can be ignored. */
        OTHER,
        /** The login is complete: the connection is ready. */
        READY,
        /** Answers a ping of this client; {@link Conversation#pongId} tells which one. */
        PONG,
        /** The server's own ping or keep-alive. It answers no request of this client. */
        SERVER_PING,
        /** The server refused the login. The connection is given up. */
        REFUSED,
        /** Any other error message. */
        ERROR
    }

    /** Nothing happened; wait for more. */
    public static final Meaning OTHER = new Meaning(Kind.OTHER, List.of(), "");

    /** The connection is ready. */
    public static final Meaning READY = new Meaning(Kind.READY, List.of(), "");

    /** One of this client's pings was answered. */
    public static final Meaning PONG = new Meaning(Kind.PONG, List.of(), "");

    /** The server pings. Add the answer with {@link #andSend} if it wants one. */
    public static final Meaning SERVER_PING = new Meaning(Kind.SERVER_PING, List.of(), "");

    /** An error message that does not end the connection. */
    public static final Meaning ERROR = new Meaning(Kind.ERROR, List.of(), "");

    private final Kind kind;
    private final List<Payload> replies;
    private final String reason;

    private Meaning(Kind kind, List<Payload> replies, String reason) {
        this.kind = kind;
        this.replies = replies;
        this.reason = reason;
    }

    /**
     * The server refused the login.
     *
     * @param reason one sentence without a full stop that is shown to the user: what was refused, and what to do about it
     */
    public static Meaning refused(String reason) {
        return new Meaning(Kind.REFUSED, List.of(), Objects.requireNonNull(reason, "reason"));
    }

    /** The login continues: the client sends this message. */
    public static Meaning send(Payload message) {
        return OTHER.andSend(message);
    }

    /** A copy with one more message to send, after the existing ones. */
    public Meaning andSend(Payload message) {
        List<Payload> all = new ArrayList<>(replies);
        all.add(Objects.requireNonNull(message, "message"));
        return new Meaning(kind, Collections.unmodifiableList(all), reason);
    }

    public Kind kind() {
        return kind;
    }

    /** Messages to send at once, in this order; usually empty. */
    public List<Payload> replies() {
        return replies;
    }

    /** Why the login was refused; empty for every other kind. */
    public String reason() {
        return reason;
    }

    @Override
    public String toString() {
        return kind + (replies.isEmpty() ? "" : ", " + replies.size() + " replies");
    }
}
