package wse.gatling.internal;

import io.gatling.javaapi.core.Session;
import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ThreadLocalRandom;
import wse.dialect.Conversation;
import wse.dialect.Meaning;
import wse.dialect.OpeningRequest;
import wse.dialect.Payload;
import wse.measure.Outcome;

/** One virtual user of a tier and its connection. Confined to the user's event loop. */
final class TierUser {

    private static final String ATTRIBUTE = "wse.tier.user";

    /** Position in the tier, from 0; schedules are computed from it. */
    final int index;

    /** The address of the server that it connects to. */
    TierServers.Server server = TierServers.Server.OF_PROTOCOL;

    final LoopRecorders loop;
    final Conversation conversation;
    /** Messages of the dialect that are still to be sent. */
    final Queue<Payload> replies = new ArrayDeque<>();
    /** The upgrade request, which may have its own token; empty before it is needed. */
    Optional<OpeningRequest> request = Optional.empty();
    /** The meaning of the last message that mattered, or of the opened connection. */
    Meaning meaning = Meaning.OTHER;
    /** Whether the connection is ready and has not been lost since. */
    boolean up;
    /** Outcome of the connection: OK from readiness until it is known to be lost. */
    Outcome outcome = Outcome.ABORTED;
    /** Whether there is a connection to close. */
    boolean standing;
    /** The id of the first ping, chosen at random so that no other user's ping has the same; the others count up from it. */
    final long firstPingId = ThreadLocalRandom.current().nextLong(1L << 52);
    /** Number of pings sent so far. */
    int pings;
    /** Number of pongs that have been matched to pings; without ids, the n-th pong belongs to the n-th ping. */
    int pongs;
    /** Number of pongs without an id that answered older pings while the current one was outstanding. */
    int latePongs;
    /** When the current connect or ping was intended, began and was answered ({@link System#nanoTime()}). */
    long intendedNanos;

    long sentNanos;
    /** When the connect began, in Gatling's time. */
    long connectMillis;

    /** How the connect ended; the connection may have been lost since. */
    Attempt connect = Attempt.NONE;

    long answeredNanos;
    boolean answered;
    int pingBytes;

    TierUser(int index, LoopRecorders loop, Conversation conversation) {
        this.index = index;
        this.loop = loop;
        this.conversation = conversation;
    }

    static TierUser of(io.gatling.core.session.Session session) {
        return (TierUser) session.attributes().apply(ATTRIBUTE);
    }

    static TierUser of(Session session) {
        return of(session.asScala());
    }

    io.gatling.core.session.Session into(io.gatling.core.session.Session session) {
        return session.set(ATTRIBUTE, this);
    }

    /** Begins the next connect or ping now. */
    void begin(long intended) {
        intendedNanos = intended;
        answered = false;
        sentNanos = System.nanoTime();
    }

    /** Takes the outcome of the connect from the loop's latest record. */
    void endConnect(boolean scheduled) {
        connect = loop.last();
        outcome = connect.outcome();
        up = outcome.isOk();
        standing = up || outcome.equals(Outcome.READY_TIMEOUT);
        if (up && !answered) {
            answer();
        }
        loop.countConnect(this, outcome);
        if (up) {
            loop.connected(this, scheduled);
        }
    }

    /**
     * The connection is lost. If the server did not answer, or the client itself failed to send a ping, the connection is
     * still open and must be closed.
     */
    void lose(Outcome why) {
        up = false;
        standing = why.equals(Outcome.INTERNAL_ERROR) || why.equals(Outcome.PONG_TIMEOUT);
        outcome = why;
        loop.countLost(this, why);
    }

    /** Whether a message is the pong of the outstanding ping. */
    boolean isPong(ByteBuf message, boolean text) {
        return conversation.onMessage(message, text).kind() == Meaning.Kind.PONG
                && awaitsPong(conversation.pongId(message));
    }

    /** Deals with a message that no check was waiting for. */
    void sortOut(ByteBuf message, boolean text) {
        Meaning heard = conversation.onMessage(message, text);
        if (heard.kind() == Meaning.Kind.SERVER_PING && !text) {
            replies.addAll(heard.replies());
        } else if (heard.kind() == Meaning.Kind.PONG
                && conversation.pongId(message) == Conversation.IN_ORDER
                && pongs < pings) {
            pongs++;
            loop.countLatePong();
        }
    }

    /** Whether a pong answers the outstanding ping. Otherwise, it is counted as late or as foreign. */
    boolean awaitsPong(long id) {
        return id == Conversation.IN_ORDER ? awaitsNextPong() : awaitsPongNumber(id - firstPingId);
    }

    private boolean awaitsPongNumber(long number) {
        if (number == pings) {
            pongs++;
        } else if (number >= 0 && number < pings) {
            loop.countLatePong();
        } else {
            loop.countForeignPong();
        }
        return number == pings;
    }

    /** Without ids, the n-th pong answers the n-th ping. Late pongs are counted before the next ping. */
    private boolean awaitsNextPong() {
        if (pongs + latePongs < pings) {
            latePongs++;
            return false;
        }
        pongs++;
        return true;
    }

    /** How the connect ended; a failure also if the connection was lost later. */
    Attempt connectInTheEnd() {
        return connect.outcome().isOk() ? connect.with(outcome) : connect;
    }

    void answer() {
        answered = true;
        answeredNanos = System.nanoTime();
    }

    /** Keeps what the connection or a message means, and queues the replies that it requires. */
    void hear(Meaning heard) {
        meaning = heard;
        replies.addAll(heard.replies());
    }
}
