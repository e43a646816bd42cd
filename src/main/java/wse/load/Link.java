package wse.load;

import java.util.Optional;
import wse.dialect.Conversation;
import wse.dialect.Payload;
import wse.engine.CloseCode;
import wse.engine.Connection;
import wse.measure.Outcome;

/** One connection of a tier, and its outcome. Confined to its connection's event loop. */
final class Link {

    private static final Outcome UNRESOLVED = new Outcome("UNRESOLVED");

    /** Index within the whole tier, from 0, however many processes share it. Schedules use it. */
    final int index;

    /** The user as whom it connects, from 0: the index, unless it takes the place of a lost connection. */
    final int user;

    /** Which of the server's addresses it connects to, from 0. */
    final int server;

    /** The protocol as this connection speaks it. */
    final Conversation conversation;

    /** Present from the establishment of the TCP connection until its end. */
    private Optional<Connection> connection = Optional.empty();

    long intendedNanos;
    long connectNanos;
    long readyDeadlineNanos;
    /** The connect in the log of requests; {@link SampleLog#LEFT_OUT} if it is not there. */
    int connectSample = SampleLog.LEFT_OUT;

    boolean ready;
    boolean closing;
    /** OK only as long as the connection is up; not meaningful before {@link #isResolved()}. */
    Outcome outcome = UNRESOLVED;

    /** Handles all traffic on this link except pings. */
    LinkTraffic traffic = LinkTraffic.NONE;

    /** When the next keep-alive message is due. */
    long nextPingNanos;

    int pingsResolved;
    int pingsInFlight;
    /** Numbers of the oldest and the newest of this link's pings in flight; not meaningful if there are none. */
    long firstPing;

    long lastPing;

    /** How many keep-alive messages, all sent before the first ping, are still to be answered. */
    int keepAlivesUnanswered;

    /**
     * How many answers without an id are still to arrive before those of the pings in flight, because pings that were sent
     * earlier have timed out.
     */
    int pongsToSkip;

    /** A connection to a server with a single address. */
    Link(int index, Conversation conversation) {
        this(index, index, 0, conversation);
    }

    Link(int index, int user, int server, Conversation conversation) {
        this.index = index;
        this.user = user;
        this.server = server;
        this.conversation = conversation;
    }

    void connected(Connection established) {
        connection = Optional.of(established);
    }

    void disconnected() {
        connection = Optional.empty();
    }

    boolean isConnected() {
        return connection.isPresent();
    }

    /** The connection of a link that is connected. */
    Connection connection() {
        return connection.orElseThrow();
    }

    /** Whether the connect attempt has succeeded or failed. */
    boolean isResolved() {
        return outcome != UNRESOLVED;
    }

    /** The outcome known so far: a connection that is going down is not OK, even if the reason has not been reported yet. */
    Outcome outcomeSoFar() {
        return outcome.isOk() && !isUp() ? Outcome.CLOSED_BY_SERVER : outcome;
    }

    /** Whether messages may be sent. */
    boolean isUp() {
        return ready && !closing && connection.isPresent() && connection().isOpen() && outcome.isOk();
    }

    /** How many bytes of the most recently sent frames the socket has not accepted. */
    int unsentBytes() {
        return connection.isPresent() ? connection().unsentBytes() : 0;
    }

    /** Sends a message of the dialect. Not for the hot path, because each call allocates a buffer. */
    void say(Payload message) {
        Messenger.send(connection(), message);
    }

    /** Begins the closing handshake if there is a connection. */
    void close() {
        connection.ifPresent(open -> open.close(CloseCode.NORMAL));
    }
}
