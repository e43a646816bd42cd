package wse.load;

import io.netty.buffer.ByteBuf;
import wse.dialect.Conversation;
import wse.dialect.Dialect;
import wse.dialect.Meaning;
import wse.dialect.Packing;
import wse.engine.Connection;
import wse.engine.ConnectionListener;
import wse.engine.Disconnect;
import wse.engine.Printable;
import wse.measure.Outcome;
import wse.measure.OutcomeDetail;
import wse.plan.Ramp;

/**
 * Interprets the events of one event loop's connections and passes them on: logins to the ramp, pongs to the current pinger,
 * everything else to the link's traffic. No other class asks a conversation what a message of a running tier means. Confined
 * to that event loop.
 */
final class LinkListener implements ConnectionListener {

    private final Dialect dialect;
    private final Packing packing;
    private final LinkBook book;
    private final ReadyDeadlines deadlines;
    private final TakeDown takeDown;
    private PongReceiver pongs = PongReceiver.NONE;
    private KeepAlive keepAlive = KeepAlive.NONE;
    private long hellos;

    LinkListener(Dialect dialect, Ramp ramp, LoopTasks tasks, LinkBook book, TakeDown takeDown) {
        this.dialect = dialect;
        this.packing = dialect.packing();
        this.book = book;
        this.deadlines = new ReadyDeadlines(
                tasks,
                ramp.readyTimeout(),
                link -> abort(link, Outcome.READY_TIMEOUT, Outcomes.notReady(link.connection(), ramp.readyTimeout())));
        this.takeDown = takeDown;
    }

    /** Passes pongs to this receiver from now on. */
    void pongsTo(PongReceiver next) {
        pongs = next;
    }

    /** Reports each link that becomes ready to {@code next} from now on. */
    void keptAliveBy(KeepAlive next) {
        keepAlive = next;
    }

    /** How many messages were sent to log in and to answer the server's own pings. */
    long hellos() {
        return hellos;
    }

    void forgetHellos() {
        hellos = 0;
    }

    @Override
    public void onConnected(Connection connection) {
        Link link = link(connection);
        link.connected(connection);
        book.connected(link);
        deadlines.watch(link);
    }

    @Override
    public void onOpen(Connection connection) {
        Link link = link(connection);
        hear(link, link.conversation.onOpen(), System.nanoTime());
    }

    @Override
    public void onMessage(Connection connection, ByteBuf payload, boolean text, long receivedNanos) {
        Link link = link(connection);
        if (packing == Packing.NONE) {
            onMessage(link, payload, text, receivedNanos);
            return;
        }
        int begin = payload.readerIndex();
        int end = payload.writerIndex();
        for (int from = begin; from < end && link.isConnected(); from = packing.next(payload, from)) {
            packing.select(payload, text, from, end);
            onMessage(link, payload, text, receivedNanos);
        }
        payload.setIndex(begin, end);
    }

    private void onMessage(Link link, ByteBuf payload, boolean text, long receivedNanos) {
        if (link.traffic.onMessage(payload, text, receivedNanos)) {
            return;
        }
        Meaning meaning = link.conversation.onMessage(payload, text);
        if (meaning.kind() == Meaning.Kind.PONG) {
            pong(link, link.conversation.pongId(payload), receivedNanos);
        } else {
            hear(link, meaning, receivedNanos);
        }
        if (meaning.kind() == Meaning.Kind.OTHER && meaning.replies().isEmpty()) {
            link.traffic.onUnknown(payload, text);
        }
    }

    @Override
    public int onFrames(Connection connection, ByteBuf in, long receivedNanos) {
        return link(connection).traffic.onFrames(in, receivedNanos);
    }

    /** Answers to keep-alive messages arrive before the answers to pings. */
    private void pong(Link link, long id, long receivedNanos) {
        if (id == Conversation.IN_ORDER && link.keepAlivesUnanswered > 0) {
            link.keepAlivesUnanswered--;
        } else {
            pongs.onPong(link, id, receivedNanos);
        }
    }

    private void hear(Link link, Meaning meaning, long nowNanos) {
        switch (meaning.kind()) {
            case READY -> {
                if (!link.isResolved()) {
                    ready(link, meaning, nowNanos);
                }
            }
            case REFUSED -> abort(link, Outcome.AUTH_REJECTED, new OutcomeDetail(Printable.of(meaning.reason())));
            default -> reply(link, meaning);
        }
    }

    private void reply(Link link, Meaning meaning) {
        if (!meaning.replies().isEmpty()) {
            hellos += meaning.replies().size();
            meaning.replies().forEach(link::say);
        }
    }

    private void ready(Link link, Meaning meaning, long nowNanos) {
        reply(link, meaning);
        keepAlive.onUp(link);
        book.ready(link, nowNanos);
    }

    /** Aborts a connection that the client itself gives up on. */
    private void abort(Link link, Outcome outcome, OutcomeDetail detail) {
        lose(link, outcome, detail);
        link.connection().abort();
    }

    private void lose(Link link, Outcome outcome, OutcomeDetail detail) {
        if (book.lost(link, outcome, detail)) {
            link.traffic.onLost();
            pongs.onLost(link);
        }
    }

    @Override
    public void onPong(Connection connection, ByteBuf payload, long receivedNanos) {
        pongs.onPongFrame(link(connection), payload, receivedNanos);
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
        lose(link, Outcomes.of(why, dialect), Outcomes.detail(why, dialect));
        link.disconnected();
        takeDown.ended();
    }

    private static Link link(Connection connection) {
        return (Link) connection.attachment();
    }
}
