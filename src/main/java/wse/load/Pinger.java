package wse.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import wse.dialect.Dialect;
import wse.measure.Messages;
import wse.measure.Outcome;
import wse.measure.OutcomeCounts;

/**
 * Sends pings over one loop's links and books every one of them: answered, timed out, or lost with its connection.
 * Confined to that event loop.
 */
final class Pinger {

    /** Told once for every ping sent. */
    interface Listener {
        void onResolved(Link link, Outcome outcome);

        /** Time-outs can no longer be booked: nothing is to be waited for. */
        void onFailure(RuntimeException failure);
    }

    private final Dialect dialect;
    private final EventLoop loop;
    private final long timeoutNanos;
    private final PingRecorders recorders;
    private final boolean byFrame;
    /** Reused for every ping: the engine copies it into the frame. On the heap, so that nobody has to give it back. */
    private final ByteBuf payload = Unpooled.buffer(64);

    private final PingLedger ledger;
    private final OutcomeCounts outcomes = new OutcomeCounts();
    private Listener listener;
    private SampleLog samples;
    private boolean timerArmed;
    private long sent;
    private long answered;
    private long bytes;
    private long latePongs;

    /** @param byFrame whether pings are RFC 6455 ping frames, which any server answers, not messages of the dialect */
    Pinger(Dialect dialect, EventLoop loop, Duration timeout, PingRecorders recorders, boolean byFrame) {
        this(dialect, loop, timeout.toNanos(), recorders, byFrame, 0);
    }

    private Pinger(
            Dialect dialect,
            EventLoop loop,
            long timeoutNanos,
            PingRecorders recorders,
            boolean byFrame,
            long firstId) {
        this.ledger = new PingLedger(firstId);
        this.dialect = dialect;
        this.loop = loop;
        this.timeoutNanos = timeoutNanos;
        this.recorders = recorders;
        this.byFrame = byFrame;
    }

    /** Follows this one, which has no ping in flight, with an account of its own. Ids go on: an old pong stays an old pong. */
    Pinger successor(PingRecorders newRecorders) {
        return new Pinger(dialect, loop, timeoutNanos, newRecorders, byFrame, ledger.nextId());
    }

    /** From now on, tell this listener and remember pings in this log. Ids keep counting: an old pong stays an old pong. */
    void phase(Listener newListener, SampleLog newSamples) {
        listener = newListener;
        samples = newSamples;
    }

    /** Sends a ping that was due at {@code intendedNanos}; the link must be up. */
    void ping(Link link, long intendedNanos) {
        write(ledger.nextId());
        sent++;
        bytes += payload.readableBytes();
        long now = System.nanoTime();
        recorders.sent(intendedNanos, now);
        long id = ledger.add(link, intendedNanos, now);
        if (link.pingsInFlight++ == 0) {
            link.firstPingInFlight = id;
        }
        armTimer(now + timeoutNanos);
        if (byFrame) {
            link.connection.ping(payload.retain());
        } else {
            link.connection.sendText(payload.retain());
        }
    }

    private void write(long id) {
        payload.clear();
        if (byFrame) {
            payload.writeLong(id);
        } else {
            dialect.writePing(payload, id);
        }
    }

    /** A planned ping that cannot go out, because its connection is gone, or going for a reason not yet known. */
    void notSent(Link link) {
        outcomes.count(link.outcomeSoFar());
    }

    /** Books the answer; one that comes after its time-out, or twice, is only counted. */
    void onPong(Link link, long id, long receivedNanos) {
        if (!ledger.isOpen(id, link)) {
            latePongs++;
            return;
        }
        answered++;
        end(id, receivedNanos, Outcome.OK);
    }

    /** Gives up what this link had in flight. */
    void onLost(Link link) {
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
            giveUp(id, Outcome.PONG_TIMEOUT);
        }
    }

    /** Whatever the reason, an unanswered ping is recorded at the time-out's value: less would flatter the server. */
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
