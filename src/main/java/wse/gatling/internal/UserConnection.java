package wse.gatling.internal;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import wse.dialect.Conversation;
import wse.dialect.Dialect;
import wse.dialect.Meaning;
import wse.dialect.Payload;
import wse.engine.Connection;
import wse.engine.ConnectionListener;
import wse.engine.Disconnect;
import wse.load.Outcomes;
import wse.measure.Outcome;
import wse.measure.OutcomeDetail;
import wse.measure.SteadyClock;

/**
 * One connection of one virtual user, kept in the user's session. Confined to the user's event loop, except for its
 * {@link #listener()}, which the engine calls on the connection's loop and which switches to the user's. At most one
 * {@link Exchange} is under way, because a user does one thing at a time.
 */
final class UserConnection {

    private static final Logger LOG = LoggerFactory.getLogger(UserConnection.class);

    /** How many messages are kept for a later {@code await}. If there are more, the oldest are dropped. */
    private static final int INBOX_CAPACITY = 256;

    /**
     * Failures that need an explanation besides the outcome's name, and whose explanation is the same for all users.
     */
    private static final Set<Disconnect.Kind> EXPLAINED = EnumSet.of(
            Disconnect.Kind.CLIENT_LIMIT,
            Disconnect.Kind.CERTIFICATE_NOT_TRUSTED,
            Disconnect.Kind.CERTIFICATE_EXPIRED,
            Disconnect.Kind.CERTIFICATE_WRONG_NAME,
            Disconnect.Kind.CLIENT_CERTIFICATE_REQUIRED,
            Disconnect.Kind.CLIENT_CERTIFICATE_REFUSED,
            Disconnect.Kind.TLS_MISMATCH,
            Disconnect.Kind.TLS_FAILED);

    private final EventLoop user;
    private final EventLoop engine;
    private final Dialect dialect;
    private final Conversation conversation;
    private final Deque<ReceivedMessage> inbox = new ArrayDeque<>();
    private final Consumer<UserConnection> connect;
    private final Place place;
    private boolean ready;
    private OutcomeDetail detail = OutcomeDetail.NONE;
    private Exchange exchange = Exchange.NONE;
    private Optional<Outcome> end = Optional.empty();
    private Optional<Outcome> connectFailure = Optional.empty();
    private String explanation = "";
    /** Chosen at random, so that no other connection's ping has the id of one of this connection's pings. */
    private final long pingsFrom = ThreadLocalRandom.current().nextLong(1L << 52);

    private long pings;
    /**
     * When the last message was sent, or the connect or close was begun. Set by the user's event loop, and again by the
     * engine's when it does so, which is before any answer.
     */
    private volatile long sentNanos;
    /** When the connection ended. */
    private volatile long endNanos;
    /** Present while there is a TCP connection. Confined to the engine's event loop. */
    private Optional<Connection> connection = Optional.empty();
    /** How many pongs without an id have arrived: the n-th answers the n-th ping. Confined to the engine's event loop. */
    private long pongs;

    /**
     * Where a connection belongs.
     *
     * @param address name of the server's address; empty if it has only one
     */
    record Place(String address, UserFigures figures) {}

    /**
     * @param conversation the dialect's state of this connection; used only on the engine's event loop
     * @param connect makes the engine connect; called once, on the engine's event loop
     */
    UserConnection(
            EventLoop user,
            EventLoop engine,
            Dialect dialect,
            Conversation conversation,
            Place place,
            Consumer<UserConnection> connect) {
        this.user = user;
        this.engine = engine;
        this.dialect = dialect;
        this.conversation = conversation;
        this.place = place;
        this.connect = connect;
    }

    /** Begins to connect. */
    void connect(Exchange connecting) {
        begin(connecting);
        sentNanos = System.nanoTime();
        engine.execute(() -> {
            sentNanos = System.nanoTime();
            connect.accept(this);
        });
    }

    /** The connection has become ready: from now on, an end that the user has not asked for is a loss. */
    void ready() {
        ready = true;
    }

    /** The name of the server's address; empty if it has only one. */
    String address() {
        return place.address();
    }

    /** When the last message was sent, or the connect or close was begun ({@link System#nanoTime()}). */
    long sentNanos() {
        return sentNanos;
    }

    /** When the connection ended ({@link System#nanoTime()}). Valid only after that. */
    long endNanos() {
        return endNanos;
    }

    /** What is known about this outcome, if it is how the connection ended. */
    OutcomeDetail detail(Outcome outcome) {
        return end.filter(outcome::equals).isPresent() ? detail : OutcomeDetail.NONE;
    }

    /** Why the connection ended; empty while it is open or being opened. */
    Optional<Outcome> end() {
        return end;
    }

    /** Whether the connection is open or being opened. */
    boolean isOpen() {
        return end.isEmpty();
    }

    /** The error message for this outcome of a connect: its name, followed by the TLS error if that was the reason. */
    String message(Outcome outcome) {
        boolean explained = end.filter(outcome::equals).isPresent() && !explanation.isEmpty();
        return explained ? outcome.name() + " (" + explanation + ")" : outcome.name();
    }

    /** The connect has failed; the reason remains the connection's end, whatever the engine reports later. */
    void neverReady(Outcome why) {
        end = Optional.of(why);
        connectFailure = end;
    }

    /** Why the connect has failed; empty if it has not. */
    Optional<Outcome> connectFailure() {
        return connectFailure;
    }

    /** Begins an exchange. If the connection has ended, the exchange fails at once. */
    void begin(Exchange next) {
        exchange = next;
        end.ifPresent(outcome -> finish().onEnd(outcome));
    }

    /** Like {@link #begin}, but first offers the exchange the messages received since the last send, in their order. */
    void beginWithInbox(Exchange next) {
        exchange = next;
        for (Iterator<ReceivedMessage> each = inbox.iterator(); each.hasNext() && isUnderWay(next); ) {
            ReceivedMessage message = each.next();
            each.remove();
            offer(message);
        }
        end.ifPresent(outcome -> finish().onEnd(outcome));
    }

    /** Ends the current exchange, if there is one; the caller must complete it. */
    Exchange finish() {
        Exchange done = exchange;
        exchange = Exchange.NONE;
        return done;
    }

    boolean isUnderWay(Exchange candidate) {
        return exchange == candidate;
    }

    /** The id of the user's next ping. Ids are used once. */
    long nextPingId() {
        return pingsFrom + ++pings;
    }

    /** Sends a message and forgets the messages received before it, which cannot be answers to it. */
    void send(byte[] payload, boolean text) {
        inbox.clear();
        sentNanos = System.nanoTime();
        whileConnected(to -> sendNow(to, new Payload(text, payload)));
    }

    /** Sends a ping of the dialect and forgets the messages received before it, which cannot be answers to it. */
    void sendPing(long id) {
        inbox.clear();
        sentNanos = System.nanoTime();
        whileConnected(to -> ping(to, id));
    }

    private void whileConnected(Consumer<Connection> task) {
        engine.execute(() -> connection.ifPresent(task));
    }

    /** A ping that the dialect cannot write fails at once, instead of never being answered. */
    private void ping(Connection to, long id) {
        try {
            sendNow(to, TextMessages.ping(dialect, conversation, id));
        } catch (RuntimeException e) {
            LOG.error("A ping could not be sent", e);
            hop(() -> finish().onEnd(Outcome.INTERNAL_ERROR));
        }
    }

    private void sendNow(Connection to, Payload message) {
        sentNanos = System.nanoTime();
        place.figures().sent(message.length());
        send(to, message);
    }

    private static void send(Connection connection, Payload payload) {
        ByteBuf bytes = Unpooled.wrappedBuffer(payload.bytes());
        boolean sent = payload.text() ? connection.sendText(bytes) : connection.sendBinary(bytes);
        assert sent || !connection.isOpen() : "an open connection takes what is sent";
    }

    /** Begins the closing handshake; the exchange's {@code onEnd} follows. */
    void close(int code) {
        sentNanos = System.nanoTime();
        whileConnected(open -> {
            sentNanos = System.nanoTime();
            open.close(code);
        });
    }

    /** Ends the connection at once; the exchange's {@code onEnd} follows. */
    void abort() {
        whileConnected(Connection::abort);
    }

    private void offer(ReceivedMessage message) {
        if (exchange.onMessage(message) == Exchange.Reaction.KEPT_FOR_LATER) {
            keep(message);
        }
    }

    private void keep(ReceivedMessage message) {
        boolean latePong = message.kind() == Meaning.Kind.PONG && isOfThisConnection(message.pongId());
        if (latePong) {
            return;
        }
        if (inbox.size() == INBOX_CAPACITY) {
            inbox.removeFirst();
        }
        inbox.addLast(message);
    }

    private boolean isOfThisConnection(long pingId) {
        return pingId > pingsFrom && pingId <= pingsFrom + pings;
    }

    private void ended(Disconnect why) {
        if (!isOpen()) {
            return;
        }
        Outcome outcome = Outcomes.of(why, dialect);
        end = Optional.of(outcome);
        detail = Outcomes.detail(why, dialect);
        if (ready && !outcome.equals(Outcome.ABORTED)) {
            place.figures().recorder().lost(outcome, detail, place.address());
        }
        explanation = EXPLAINED.contains(why.kind()) ? why.detail() : "";
        finish().onEnd(outcome);
    }

    /** Receives the engine's events, on the connection's event loop. */
    ConnectionListener listener() {
        return new ConnectionListener() {

            @Override
            public void onConnected(Connection opened) {
                connection = Optional.of(opened);
                hop(() -> exchange.onConnected());
            }

            @Override
            public void onOpen(Connection opened) {
                long openedNanos = System.nanoTime();
                Meaning meaning = conversation.onOpen();
                reply(opened, meaning);
                hop(() -> exchange.onOpen(meaning, openedNanos));
            }

            @Override
            public void onMessage(Connection from, ByteBuf payload, boolean text, long receivedNanos) {
                dialect.packing().anyMatch(payload, text, message -> hear(from, message, text, receivedNanos));
            }

            /** Always false, so that the next message is heard, too. */
            private boolean hear(Connection from, ByteBuf payload, boolean text, long receivedNanos) {
                Meaning meaning = conversation.onMessage(payload, text);
                ReceivedMessage message = new ReceivedMessage(
                        ByteBufUtil.getBytes(payload),
                        text,
                        meaning,
                        pongId(meaning, payload),
                        SteadyClock.ofProcess().millis(),
                        receivedNanos);
                reply(from, meaning);
                hop(() -> offer(message));
                return false;
            }

            @Override
            public void onClosed(Connection closed, Disconnect why) {
                connection = Optional.empty();
                endNanos = System.nanoTime();
                hop(() -> ended(why));
            }
        };
    }

    private long pongId(Meaning meaning, ByteBuf payload) {
        if (meaning.kind() != Meaning.Kind.PONG) {
            return Conversation.NONE;
        }
        long id = conversation.pongId(payload);
        return id == Conversation.IN_ORDER ? pingsFrom + ++pongs : id;
    }

    private void reply(Connection to, Meaning meaning) {
        meaning.replies().forEach(reply -> {
            place.figures().sentHello();
            send(to, reply);
        });
    }

    /**
     * Runs a task on the user's event loop; does nothing after Gatling has shut that loop down, because no user is left.
     */
    private void hop(Runnable task) {
        if (!user.isShuttingDown()) {
            user.execute(task);
        }
    }
}
