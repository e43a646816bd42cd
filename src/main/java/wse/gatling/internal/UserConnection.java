package wse.gatling.internal;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.ThreadLocalRandom;
import wse.dialect.Conversation;
import wse.dialect.Dialect;
import wse.dialect.Meaning;
import wse.dialect.Payload;
import wse.engine.Connection;
import wse.engine.ConnectionListener;
import wse.engine.Disconnect;
import wse.load.Outcomes;
import wse.measure.Outcome;

/**
 * One connection of one virtual user, kept in the user's session. Confined to the user's event loop, except for its
 * {@link #listener()}, which the engine calls on the connection's loop and which switches to the user's. At most one
 * {@link Exchange} is under way, because a user does one thing at a time.
 */
final class UserConnection {

    /** How many messages are kept for a later {@code await}. If there are more, the oldest are dropped. */
    private static final int INBOX_CAPACITY = 256;

    /** The engine begins the detail of a TLS failure with this. */
    private static final String TLS_ERROR = "TLS: ";

    private final EventLoop user;
    private final EventLoop engine;
    private final Dialect dialect;
    private final Conversation conversation;
    private final Deque<ReceivedMessage> inbox = new ArrayDeque<>();
    private Exchange exchange;
    private Outcome end;
    private String tlsError = "";
    /** Chosen at random, so that no other connection's ping has the id of one of this connection's pings. */
    private final long pingsFrom = ThreadLocalRandom.current().nextLong(1L << 52);

    private long pings;
    /** Confined to the engine's event loop. */
    private Connection connection;
    /** How many pongs without an id have arrived: the n-th answers the n-th ping. Confined to the engine's event loop. */
    private long pongs;

    /** @param conversation the dialect's state of this connection; used only on the engine's event loop */
    UserConnection(EventLoop user, EventLoop engine, Dialect dialect, Conversation conversation) {
        this.user = user;
        this.engine = engine;
        this.dialect = dialect;
        this.conversation = conversation;
    }

    /** Why the connection ended; null while it is open or being opened. */
    Outcome end() {
        return end;
    }

    /** The error message for this outcome of a connect: its name, followed by the TLS error if that was the reason. */
    String message(Outcome outcome) {
        return outcome.equals(end) && !tlsError.isEmpty() ? outcome.name() + " (" + tlsError + ")" : outcome.name();
    }

    /** Begins an exchange. If the connection has ended, the exchange fails at once. */
    void begin(Exchange next) {
        exchange = next;
        if (end != null) {
            finish().onEnd(end);
        }
    }

    /** Like {@link #begin}, but first offers the exchange the messages received since the last send, in their order. */
    void beginWithInbox(Exchange next) {
        exchange = next;
        for (Iterator<ReceivedMessage> each = inbox.iterator(); each.hasNext() && exchange != null; ) {
            ReceivedMessage message = each.next();
            each.remove();
            offer(message);
        }
        if (exchange != null && end != null) {
            finish().onEnd(end);
        }
    }

    /** Ends the exchange that is under way; the caller must complete it. */
    Exchange finish() {
        Exchange done = exchange;
        exchange = null;
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
        engine.execute(() -> {
            if (connection != null) {
                send(connection, new Payload(text, payload));
            }
        });
    }

    /** Sends a ping of the dialect and forgets the messages received before it, which cannot be answers to it. */
    void sendPing(long id) {
        inbox.clear();
        engine.execute(() -> {
            if (connection != null) {
                send(connection, TextMessages.ping(dialect, conversation, id));
            }
        });
    }

    private static void send(Connection connection, Payload payload) {
        ByteBuf bytes = Unpooled.wrappedBuffer(payload.bytes());
        boolean sent = payload.text() ? connection.sendText(bytes) : connection.sendBinary(bytes);
        assert sent || !connection.isOpen() : "an open connection takes what is sent";
    }

    /** Begins the closing handshake; the exchange's {@code onEnd} follows. */
    void close(int code) {
        engine.execute(() -> {
            if (connection != null) {
                connection.close(code);
            }
        });
    }

    /** Ends the connection at once; the exchange's {@code onEnd} follows. */
    void abort() {
        engine.execute(() -> {
            if (connection != null) {
                connection.abort();
            }
        });
    }

    private void received(ReceivedMessage message) {
        if (exchange != null) {
            offer(message);
        } else {
            keep(message);
        }
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
        Outcome outcome = Outcomes.of(why, dialect);
        end = outcome;
        tlsError = why.detail().startsWith(TLS_ERROR) ? why.detail() : "";
        if (exchange != null) {
            finish().onEnd(outcome);
        }
    }

    /** Receives the engine's events, on the connection's event loop. */
    ConnectionListener listener() {
        return new ConnectionListener() {

            @Override
            public void onConnected(Connection opened) {
                connection = opened;
                hop(() -> {
                    if (exchange != null) {
                        exchange.onConnected();
                    }
                });
            }

            @Override
            public void onOpen(Connection opened) {
                Meaning meaning = conversation.onOpen();
                reply(opened, meaning);
                hop(() -> {
                    if (exchange != null) {
                        exchange.onOpen(meaning);
                    }
                });
            }

            @Override
            public void onMessage(Connection from, ByteBuf payload, boolean text, long receivedNanos) {
                Meaning meaning = conversation.onMessage(payload, text);
                ReceivedMessage message = new ReceivedMessage(
                        ByteBufUtil.getBytes(payload),
                        text,
                        meaning,
                        pongId(meaning, payload),
                        System.currentTimeMillis());
                reply(from, meaning);
                hop(() -> received(message));
            }

            @Override
            public void onClosed(Connection closed, Disconnect why) {
                connection = null;
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

    private static void reply(Connection to, Meaning meaning) {
        meaning.replies().forEach(reply -> send(to, reply));
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
