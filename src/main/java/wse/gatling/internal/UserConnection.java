package wse.gatling.internal;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
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
 * One connection of one virtual user, kept in its session. Confined to the user's event loop, but for its {@link #ear()},
 * which belongs to the engine's loop and hops from there to the user's. At most one {@link Exchange} is under way: a user
 * does one thing at a time.
 */
final class UserConnection {

    /** Messages kept for a later {@code await}; the oldest go first, since nobody waited for them. */
    private static final int INBOX_CAPACITY = 256;

    private final EventLoop user;
    private final EventLoop engine;
    private final Dialect dialect;
    private final Conversation conversation;
    private final Deque<Inbound> inbox = new ArrayDeque<>();
    private Exchange exchange;
    private Outcome end;
    private long pings;
    /** Confined to the engine's loop. */
    private Connection connection;
    /** Answers without an id so far: the n-th belongs to the n-th ping. Confined to the engine's loop. */
    private long pongs;

    /** @param conversation of this connection; belongs to the engine's loop */
    UserConnection(EventLoop user, EventLoop engine, Dialect dialect, Conversation conversation) {
        this.user = user;
        this.engine = engine;
        this.dialect = dialect;
        this.conversation = conversation;
    }

    /** Why the connection ended, or null while it stands or comes up. */
    Outcome end() {
        return end;
    }

    /** An exchange on a connection that has ended already fails at once. */
    void begin(Exchange next) {
        exchange = next;
        if (end != null) {
            finish().onEnd(end);
        }
    }

    /** As {@link #begin}, but messages that came since the last send are looked at first, in their order. */
    void beginWithInbox(Exchange next) {
        exchange = next;
        for (Iterator<Inbound> each = inbox.iterator(); each.hasNext() && exchange != null; ) {
            Inbound message = each.next();
            each.remove();
            offer(message);
        }
        if (exchange != null && end != null) {
            finish().onEnd(end);
        }
    }

    /** Ends the exchange under way; who calls this has to complete it. */
    Exchange finish() {
        Exchange done = exchange;
        exchange = null;
        return done;
    }

    boolean isUnderWay(Exchange candidate) {
        return exchange == candidate;
    }

    /** The id of the user's next ping; ids start at 1 and are never used again. */
    long nextPingId() {
        return ++pings;
    }

    /** Sends a message; what came in before it is no answer to it, and is forgotten. */
    void send(byte[] payload, boolean text) {
        inbox.clear();
        engine.execute(() -> {
            if (connection != null) {
                send(connection, new Payload(text, payload));
            }
        });
    }

    /** Sends a ping of the dialect; what came in before it is no answer to it, and is forgotten. */
    void sendPing(long id) {
        inbox.clear();
        engine.execute(() -> {
            if (connection != null) {
                send(connection, Texts.ping(dialect, conversation, id));
            }
        });
    }

    private static void send(Connection connection, Payload payload) {
        ByteBuf bytes = Unpooled.wrappedBuffer(payload.bytes());
        boolean sent = payload.text() ? connection.sendText(bytes) : connection.sendBinary(bytes);
        assert sent || !connection.isOpen() : "an open connection takes what is sent";
    }

    /** Begins the closing handshake; {@code onEnd} follows. */
    void close(int code) {
        engine.execute(() -> {
            if (connection != null) {
                connection.close(code);
            }
        });
    }

    /** Ends the connection at once; {@code onEnd} follows. */
    void abort() {
        engine.execute(() -> {
            if (connection != null) {
                connection.abort();
            }
        });
    }

    private void received(Inbound message) {
        if (exchange != null) {
            offer(message);
        } else {
            keep(message);
        }
    }

    private void offer(Inbound message) {
        if (exchange.onMessage(message) == Exchange.Reaction.KEPT_FOR_LATER) {
            keep(message);
        }
    }

    private void keep(Inbound message) {
        boolean latePong = message.kind() == Meaning.Kind.PONG && message.pongId() >= 1 && message.pongId() <= pings;
        if (latePong) {
            return;
        }
        if (inbox.size() == INBOX_CAPACITY) {
            inbox.removeFirst();
        }
        inbox.addLast(message);
    }

    private void ended(Outcome outcome) {
        end = outcome;
        if (exchange != null) {
            finish().onEnd(outcome);
        }
    }

    /** What the engine tells, on its own loop. */
    ConnectionListener ear() {
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
                Inbound message = new Inbound(
                        ByteBufUtil.getBytes(payload),
                        text,
                        meaning,
                        pongId(meaning, payload),
                        System.currentTimeMillis());
                reply(from, meaning);
                hop(() -> received(message));
            }

            private long pongId(Meaning meaning, ByteBuf payload) {
                if (meaning.kind() != Meaning.Kind.PONG) {
                    return Conversation.NONE;
                }
                long id = conversation.pongId(payload);
                return id == Conversation.IN_ORDER ? ++pongs : id;
            }

            private void reply(Connection to, Meaning meaning) {
                meaning.replies().forEach(reply -> send(to, reply));
            }

            @Override
            public void onClosed(Connection closed, Disconnect why) {
                connection = null;
                hop(() -> ended(Outcomes.of(why, dialect)));
            }
        };
    }

    /** To the user's loop; at Gatling's end there is no one left to tell. */
    private void hop(Runnable task) {
        if (!user.isShuttingDown()) {
            user.execute(task);
        }
    }
}
