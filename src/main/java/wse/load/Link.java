package wse.load;

import wse.dialect.Conversation;
import wse.dialect.Payload;
import wse.engine.CloseCode;
import wse.engine.Connection;
import wse.measure.Outcome;

/** One connection of a tier and what became of it. Confined to its connection's event loop. */
final class Link {

    private static final Outcome UNRESOLVED = new Outcome("UNRESOLVED");

    /** Index within the whole tier, from 0, however many processes share it. */
    final int index;

    /** What this connection says and understands. */
    final Conversation conversation;

    /** Null while there is no TCP connection: before it is up, and again after its end. */
    Connection connection;

    long intendedNanos;
    long connectNanos;
    long readyDeadlineNanos;
    boolean ready;
    boolean closing;
    /** OK only as long as the connection is up; not meaningful before {@link #isResolved()}. */
    Outcome outcome = UNRESOLVED;

    /** What flows over this link besides pings. */
    LinkTraffic traffic = LinkTraffic.NONE;

    /** When the next keep-alive message is due. */
    long nextPingNanos;

    int pingsResolved;
    int pingsInFlight;
    /** A lower bound for the ids of this link's pings in flight. */
    long firstPingInFlight;

    /** Answers without an id that arrive before those of the pings in flight, and belong to none of them. */
    int pongsToSkip;

    Link(int index, Conversation conversation) {
        this.index = index;
        this.conversation = conversation;
    }

    /** Whether the connect attempt has ended, well or badly. */
    boolean isResolved() {
        return outcome != UNRESOLVED;
    }

    /** The outcome as far as it is known: a connection that is going down for a reason not yet reported is not OK. */
    Outcome outcomeSoFar() {
        return outcome.isOk() && !isUp() ? Outcome.CLOSED_BY_SERVER : outcome;
    }

    /** Whether messages may be sent. */
    boolean isUp() {
        return ready && !closing && connection != null && connection.isOpen() && outcome.isOk();
    }

    /** Bytes of the frames sent last that the socket has not taken. */
    int unsentBytes() {
        return connection == null ? 0 : connection.unsentBytes();
    }

    /** Sends a message of the dialect. Not for the hot path, because it wraps the message anew. */
    void say(Payload message) {
        Messenger.send(connection, message);
    }

    /** Begins the closing handshake if there is a connection. */
    void close() {
        if (connection != null) {
            connection.close(CloseCode.NORMAL);
        }
    }
}
