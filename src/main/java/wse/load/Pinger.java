package wse.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import wse.dialect.Conversation;
import wse.dialect.PingForm;
import wse.engine.Connection;
import wse.measure.Messages;
import wse.measure.Outcome;
import wse.measure.OutcomeCounts;

/**
 * Sends pings over one event loop's links and books every one of them: answered, timed out, or lost with its connection.
 * Confined to that event loop.
 */
final class Pinger implements PongReceiver {

    /** Learns of every ping's outcome, once. */
    interface Listener {

        /** For the time before the first ping is sent. */
        Listener NONE = new Listener() {
            @Override
            public void onResolved(Link link, Outcome outcome) {
                // There is no ping to resolve.
            }

            @Override
            public void onFailure(RuntimeException failure) {
                // There is nobody waiting.
            }
        };

        void onResolved(Link link, Outcome outcome);

        /** Booking time-outs has failed, so waiting for the open pings would never end. */
        void onFailure(RuntimeException failure);
    }

    private final EventLoop loop;
    private final long timeoutNanos;
    private final PingRecorders recorders;
    private final PingForm form;
    /** Reused for every ping: the engine copies it into the frame. On the heap, so it need not be released. */
    private final ByteBuf payload = Unpooled.buffer(64);

    private final PingLedger ledger;
    private final OutcomeCounts outcomes = new OutcomeCounts();
    private Listener listener = Listener.NONE;
    private SampleLog samples = SampleLog.none();
    private boolean timerArmed;
    private long sent;
    private long answered;
    private long bytes;
    private long latePongs;

    /** @param form how to ping: with the dialect's own pings or with RFC 6455 ping frames */
    Pinger(EventLoop loop, Duration timeout, PingRecorders recorders, PingForm form) {
        this(loop, timeout.toNanos(), recorders, form, 0);
    }

    private Pinger(EventLoop loop, long timeoutNanos, PingRecorders recorders, PingForm form, long firstId) {
        this.ledger = new PingLedger(firstId);
        this.loop = loop;
        this.timeoutNanos = timeoutNanos;
        this.recorders = recorders;
        this.form = form;
    }

    /**
     * A pinger with new figures, which replaces this one when no ping is in flight. Ids continue to count up, so that an old
     * pong cannot match a new ping.
     */
    Pinger successor(PingRecorders newRecorders) {
        return new Pinger(loop, timeoutNanos, newRecorders, form, ledger.nextId());
    }

    /**
     * Reports outcomes to this listener, and pings to this log, from now on. Ids continue to count up, so that an old pong
     * cannot match a new ping.
     */
    void phase(Listener newListener, SampleLog newSamples) {
        listener = newListener;
        samples = newSamples;
    }

    /** Sends a ping that was due at {@code intendedNanos}; the link must be up. */
    void ping(Link link, long intendedNanos) {
        write(link, ledger.nextId());
        sent++;
        bytes += payload.readableBytes();
        long now = System.nanoTime();
        recorders.sent(intendedNanos, now);
        long id = ledger.add(link, intendedNanos, now);
        if (link.pingsInFlight++ == 0) {
            link.firstPingInFlight = id;
        }
        armTimer(now + timeoutNanos);
        send(link.connection, payload.retain());
    }

    private void send(Connection connection, ByteBuf ping) {
        switch (form) {
            case TEXT -> connection.sendText(ping);
            case BINARY -> connection.sendBinary(ping);
            case FRAME -> connection.ping(ping);
        }
    }

    private void write(Link link, long id) {
        payload.clear();
        if (form == PingForm.FRAME) {
            payload.writeLong(id);
        } else {
            link.conversation.writePing(payload, id);
        }
    }

    /**
     * Books a planned ping that cannot be sent, because its connection is down, or going down for a reason not known yet.
     */
    void notSent(Link link) {
        outcomes.count(link.outcomeSoFar());
    }

    /** Books an answer. One that arrives after the time-out, or a second time, is only counted. */
    @Override
    public void onPong(Link link, long id, long receivedNanos) {
        book(link, id == Conversation.IN_ORDER ? oldest(link) : id, receivedNanos);
    }

    /** The id of this link's oldest ping in flight. */
    private long oldest(Link link) {
        if (link.pingsInFlight == 0) {
            return Conversation.NONE;
        }
        while (!ledger.isOpen(link.firstPingInFlight, link)) {
            link.firstPingInFlight++;
        }
        return link.firstPingInFlight;
    }

    private void book(Link link, long id, long receivedNanos) {
        if (!ledger.isOpen(id, link)) {
            latePongs++;
            return;
        }
        answered++;
        end(id, receivedNanos, Outcome.OK);
    }

    /** Books every unanswered ping of a closed connection. */
    @Override
    public void onLost(Link link) {
        for (long id = link.firstPingInFlight; link.pingsInFlight > 0; id++) {
            if (ledger.isOpen(id, link)) {
                giveUp(id, link.outcome);
            }
        }
    }

    private void end(long id, long endNanos, Outcome outcome) {
        Link link = ledger.link(id);
        long sentNanos = ledger.sentNanos(id);
        recorders.ended(ledger.intendedNanos(id), sentNanos, endNanos);
        samples.add(sentNanos, endNanos, outcome);
        outcomes.count(outcome);
        ledger.resolve(id);
        link.pingsInFlight--;
        link.pingsResolved++;
        listener.onResolved(link, outcome);
    }

    private void armTimer(long deadlineNanos) {
        if (!timerArmed) {
            timerArmed = true;
            loop.schedule(this::expire, Math.max(1, deadlineNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
        }
    }

    private void expire() {
        try {
            expireDue();
        } catch (RuntimeException e) {
            listener.onFailure(e);
            throw e;
        }
    }

    private void expireDue() {
        timerArmed = false;
        long now = System.nanoTime();
        for (long id = ledger.oldest(); id >= 0; id = ledger.oldest()) {
            long deadline = ledger.sentNanos(id) + timeoutNanos;
            if (deadline - now > 0) {
                armTimer(deadline);
                return;
            }
            ledger.link(id).pongsToSkip++;
            giveUp(id, Outcome.PONG_TIMEOUT);
        }
    }

    /**
     * Records the time-out as the latency of an unanswered ping, whatever the reason: a smaller value would flatter the
     * server.
     */
    private void giveUp(long id, Outcome outcome) {
        end(id, ledger.sentNanos(id) + timeoutNanos, outcome);
    }

    int inFlight() {
        return ledger.open();
    }

    OutcomeCounts outcomes() {
        return outcomes;
    }

    Messages messages() {
        return new Messages(sent, answered, bytes, 0);
    }

    long latePongs() {
        return latePongs;
    }
}
