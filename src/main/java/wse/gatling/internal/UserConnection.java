package wse.gatling.internal;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import wse.dialect.Dialect;
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
    private final Deque<Inbound> inbox = new ArrayDeque<>();
    private Exchange exchange;
    private Outcome end;
    private long pings;
    /** Confined to the engine's loop. */
    private Connection connection;

    UserConnection(EventLoop user, EventLoop engine, Dialect dialect) {
        this.user = user;
        this.engine = engine;
        this.dialect = dialect;
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
                ByteBuf buffer = Unpooled.wrappedBuffer(payload);
                boolean sent = text ? connection.sendText(buffer) : connection.sendBinary(buffer);
                assert sent || !connection.isOpen() : "an open connection takes what is sent";
            }
        });
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
        boolean latePong = message.kind() == Dialect.Inbound.PONG && message.pongId() >= 1 && message.pongId() <= pings;
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
                hop(() -> {
                    if (exchange != null) {
                        exchange.onOpen();
                    }
                });
            }

            @Override
            public void onMessage(Connection from, ByteBuf payload, boolean text, long receivedNanos) {
                Dialect.Inbound kind = dialect.classify(payload, text);
                long pongId = kind == Dialect.Inbound.PONG ? dialect.pongId(payload) : -1;
                Inbound message =
                        new Inbound(ByteBufUtil.getBytes(payload), text, kind, pongId, System.currentTimeMillis());
                hop(() -> received(message));
            }

            @Override
            public void onClosed(Connection closed, Disconnect why) {
                connection = null;
                hop(() -> ended(Outcomes.of(why)));
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
