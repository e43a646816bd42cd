package wse.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import wse.dialect.Dialect;
import wse.dialect.Dialect.Inbound;
import wse.engine.Connection;
import wse.engine.ConnectionListener;
import wse.engine.Disconnect;
import wse.measure.Outcome;
import wse.plan.Ramp;

/**
 * Interprets what one event loop's connections report, and passes it on: the login to the ramp, pongs to whoever pings,
 * everything else to the link's traffic. The only place that knows what an inbound message means. Confined to that event
 * loop.
 */
final class LinkListener implements ConnectionListener {

    private final Dialect dialect;
    private final LinkBook book;
    private final ReadyDeadlines deadlines;
    private final TakeDown takeDown;
    /** Reused for every connection; empty if the dialect has none. */
    private final ByteBuf hello;

    private PongReceiver pongs = PongReceiver.NONE;
    private KeepAlive keepAlive = KeepAlive.NONE;
    private long hellos;

    LinkListener(Dialect dialect, Ramp ramp, LoopTasks tasks, LinkBook book, TakeDown takeDown) {
        this.dialect = dialect;
        this.book = book;
        this.deadlines = new ReadyDeadlines(tasks, ramp.readyTimeout(), link -> abort(link, Outcome.READY_TIMEOUT));
        this.takeDown = takeDown;
        this.hello = dialect.hello() == null ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(dialect.hello());
    }

    /** From now on, pongs go here. */
    void pongsTo(PongReceiver next) {
        pongs = next;
    }

    /** From now on, this is told of each link that becomes ready. */
    void keptAliveBy(KeepAlive next) {
        keepAlive = next;
    }

    /** How many hellos were sent. */
    long hellos() {
        return hellos;
    }

    @Override
    public void onConnected(Connection connection) {
        Link link = link(connection);
        link.connection = connection;
        deadlines.watch(link);
    }

    @Override
    public void onOpen(Connection connection) {
        if (dialect.readyOnUpgrade()) {
            ready(link(connection), System.nanoTime());
        }
    }

    @Override
    public void onMessage(Connection connection, ByteBuf payload, boolean text, long receivedNanos) {
        Link link = link(connection);
        if (link.traffic.onMessage(payload, text, receivedNanos)) {
            return;
        }
        Inbound inbound = dialect.classify(payload, text);
        if (inbound == Inbound.PONG) {
            pongs.onPong(link, dialect.pongId(payload), receivedNanos);
        } else if (inbound == Inbound.READY && !link.isResolved()) {
            ready(link, receivedNanos);
        } else if (inbound == Inbound.AUTH_ERROR) {
            abort(link, Outcome.AUTH_REJECTED);
        }
    }

    private void ready(Link link, long nowNanos) {
        if (hello.isReadable()) {
            hellos++;
            link.connection.sendText(hello.readerIndex(0).retain());
        }
        keepAlive.onUp(link);
        book.ready(link, nowNanos);
    }

    /** Ends a connection for a reason that the client gives. */
    private void abort(Link link, Outcome outcome) {
        lose(link, outcome);
        link.connection.abort();
    }

    private void lose(Link link, Outcome outcome) {
        if (book.lost(link, outcome)) {
            link.traffic.onLost();
            pongs.onLost(link);
        }
    }

    @Override
    public void onPong(Connection connection, ByteBuf payload, long receivedNanos) {
        if (payload.readableBytes() == Long.BYTES) {
            pongs.onPong(link(connection), payload.getLong(payload.readerIndex()), receivedNanos);
        }
    }

    @Override
    public void onReadComplete(Connection connection) {
        link(connection).traffic.onReadComplete();
    }

    @Override
    public void onFull(Connection connection) {
        link(connection).traffic.onFull();
    }

    @Override
    public void onWritable(Connection connection) {
        link(connection).traffic.onWritable();
    }

    @Override
    public void onClosed(Connection connection, Disconnect why) {
        Link link = link(connection);
        lose(link, Outcomes.of(why));
        link.connection = null;
        takeDown.ended();
    }

    private static Link link(Connection connection) {
        return (Link) connection.attachment();
    }
}
