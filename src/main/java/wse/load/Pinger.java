package wse.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import wse.dialect.Conversation;
import wse.dialect.PingForm;
import wse.engine.Connection;
import wse.load.PingLedger.Fate;
import wse.measure.LoopCounts;
import wse.measure.Messages;
import wse.measure.Outcome;
import wse.measure.OutcomeCounts;
import wse.measure.StrayPongs;

/**
 * Sends pings over one event loop's links and books every one of them: answered, timed out, or lost with its connection.
 * Confined to that event loop.
 */
final class Pinger implements PongReceiver {

    /** Is called once for every ping, with its outcome. */
    interface Listener {

        /** For the time before the first ping is sent. */
        Listener NONE = new Listener() {
            @Override
            public void onResolved(Link link, long number, Outcome outcome) {
                // There is no ping to resolve.
            }

            @Override
            public void onFailure(RuntimeException failure) {
                // There is nobody waiting.
            }
        };

        void onResolved(Link link, long number, Outcome outcome);

        /** Booking time-outs has failed, so waiting for the open pings would never end. */
        void onFailure(RuntimeException failure);
    }

    private final EventLoop loop;
    private final long timeoutNanos;
    private final PingRecorders recorders;
    private final PingForm form;
    /** Reused for every ping: the engine copies it into the frame. On the heap, so it need not be released. */
    private final ByteBuf payload = Unpooled.buffer(64);

    private final PingIds ids;
    private final PingLedger ledger;
    private final OutcomeCounts outcomes = new OutcomeCounts();
    private final LoopCounts live;
    private final StrayCounts strays = new StrayCounts();
    private Listener listener = Listener.NONE;
    private SampleLog samples = SampleLog.none();
    private boolean counts = true;
    private boolean timerArmed;
    private long sent;
    private long answered;
    private long bytes;

    /**
     * @param form how to ping: with the dialect's own pings or with RFC 6455 ping frames
     * @param live receives the outcomes as they happen
     */
    Pinger(EventLoop loop, Duration timeout, PingRecorders recorders, PingForm form, LoopCounts live) {
        this(loop, timeout.toNanos(), recorders, form, live, new PingIds(), PingIds.firstNumber());
    }

    private Pinger(
            EventLoop loop,
            long timeoutNanos,
            PingRecorders recorders,
            PingForm form,
            LoopCounts live,
            PingIds ids,
            long firstNumber) {
        this.ids = ids;
        this.live = live;
        this.ledger = new PingLedger(firstNumber);
        this.loop = loop;
        this.timeoutNanos = timeoutNanos;
        this.recorders = recorders;
        this.form = form;
    }

    /**
     * A pinger with new figures, which replaces this one when no ping is in flight. Numbers continue to count up, so that an
     * old pong cannot match a new ping.
     */
    Pinger successor(PingRecorders newRecorders, LoopCounts newLive) {
        return new Pinger(loop, timeoutNanos, newRecorders, form, newLive, ids, ledger.nextNumber());
    }

    /**
     * Reports outcomes to this listener, and pings to this log, from now on. Numbers continue to count up, so that an old
     * pong cannot match a new ping.
     */
    void phase(Listener newListener, SampleLog newSamples) {
        listener = newListener;
        samples = newSamples;
    }

    /** Sends a ping that was due at {@code intendedNanos}; the link must be up. */
    void ping(Link link, long intendedNanos) {
        write(link, ids.of(link, ledger.nextNumber()));
        sent++;
        bytes += payload.readableBytes();
        long now = System.nanoTime();
        recorders.sent(intendedNanos, now);
        ledger.add(link, intendedNanos, now);
        armTimer(now + timeoutNanos);
        send(link.connection(), payload.retain());
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
        live.ping(link.outcomeSoFar());
    }

    /** Books an answer. Messages answer only pings that are messages. */
    @Override
    public void onPong(Link link, long id, long receivedNanos) {
        long number = form == PingForm.FRAME || id < 0 ? -1 : number(link, id);
        if (id == Conversation.IN_ORDER && form != PingForm.FRAME) {
            bookInOrder(link, receivedNanos);
        } else if (number < 0) {
            strays.countForeign();
        } else if (ledger.fate(number, link) == Fate.OPEN) {
            book(number, receivedNanos);
        } else {
            strays.countOwn(ledger.fate(number, link));
        }
    }

    private long number(Link link, long id) {
        return ids.number(link, id, ledger.nextNumber() - 1);
    }

    /** The answers to pings that timed out arrive before those to the pings in flight. */
    private void bookInOrder(Link link, long receivedNanos) {
        if (link.pongsToSkip > 0) {
            link.pongsToSkip--;
            strays.countOwn(Fate.GIVEN_UP);
        } else if (link.pingsInFlight > 0) {
            book(link.firstPing, receivedNanos);
        } else {
            strays.countOwn(Fate.ANSWERED);
        }
    }

    /**
     * Books a pong frame. It answers only ping frames: the one with the same payload, and all earlier ones of its
     * connection, because an endpoint may answer only the most recent one (RFC 6455 section 5.5.3).
     */
    @Override
    public void onPongFrame(Link link, ByteBuf pong, long receivedNanos) {
        boolean readable = form == PingForm.FRAME && pong.readableBytes() == Long.BYTES;
        long number = readable ? number(link, pong.getLong(pong.readerIndex())) : -1;
        if (number < 0) {
            strays.countFrame(form == PingForm.FRAME && link.pingsInFlight > 0);
        } else if (ledger.fate(number, link) == Fate.OPEN) {
            while (ledger.fate(number, link) == Fate.OPEN) {
                book(link.firstPing, receivedNanos);
            }
        } else {
            strays.countOwn(ledger.fate(number, link));
        }
    }

    private void book(long number, long receivedNanos) {
        answered++;
        end(number, receivedNanos, Outcome.OK, Fate.ANSWERED);
    }

    /** Books every unanswered ping of a closed connection. */
    @Override
    public void onLost(Link link) {
        while (link.pingsInFlight > 0) {
            giveUp(link.firstPing, link.outcome);
        }
    }

    private void end(long number, long endNanos, Outcome outcome, Fate fate) {
        Link link = ledger.link(number);
        long sentNanos = ledger.sentNanos(number);
        if (counts) {
            recorders.ended(ledger.intendedNanos(number), sentNanos, endNanos);
            samples.add(sentNanos, endNanos, outcome);
            outcomes.count(outcome);
            live.ping(outcome);
        }
        ledger.resolve(number, fate);
        link.pingsResolved++;
        listener.onResolved(link, number, outcome);
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
        for (long number = ledger.oldest(); number >= 0; number = ledger.oldest()) {
            long deadline = ledger.sentNanos(number) + timeoutNanos;
            if (deadline - now > 0) {
                armTimer(deadline);
                return;
            }
            ledger.link(number).pongsToSkip++;
            giveUp(number, Outcome.PONG_TIMEOUT);
        }
    }

    /**
     * Records the time-out as the latency of an unanswered ping, whatever the reason: a smaller value would flatter the
     * server.
     */
    private void giveUp(long number, Outcome outcome) {
        end(number, ledger.sentNanos(number) + timeoutNanos, outcome, Fate.GIVEN_UP);
    }

    /** The number of the ping that is sent next. */
    long nextNumber() {
        return ledger.nextNumber();
    }

    int inFlight() {
        return ledger.open();
    }

    /**
     * The outcomes so far, of a tier that is being ended early. Pings that end later are not recorded any more, so that the
     * latencies remain those of these outcomes.
     */
    OutcomeCounts stopCounting() {
        counts = false;
        return outcomes.plus(new OutcomeCounts());
    }

    OutcomeCounts outcomes() {
        return outcomes;
    }

    Messages messages() {
        return new Messages(sent, answered, bytes, 0);
    }

    StrayPongs strays() {
        return strays.figures();
    }
}
