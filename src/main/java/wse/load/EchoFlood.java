package wse.load;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import wse.measure.LatencyRecorder;
import wse.measure.Messages;
import wse.measure.Outcome;
import wse.plan.FloodPlan;

/**
 * There and back: each link keeps a number of messages on their way, and answers each echo with the next message, all
 * echoes of one read with one write where the plan allows. An echo confirms its message.
 */
final class EchoFlood extends Flood {

    /**
     * Links answered together at most: all reads of a turn of the loop go before the first write, which keeps the kernel's
     * code in the caches (bench/throughput.sh, 1 in flight: 6.2 us of CPU an echo instead of 6.4, and 6.1 by 256); not those
     * of 10,000 links, for the server would wait for work.
     */
    private static final int ANSWERED_TOGETHER = 64;

    private final LatencyRecorder service;
    /** Links that have heard, and are to be answered in this turn of the loop. */
    private final List<Link> heard = new ArrayList<>(ANSWERED_TOGETHER);

    private long outstanding;
    private long unasked;
    private long receivedAtNanos;

    EchoFlood(LoadTarget target, LoopLinks loopLinks, FloodPlan plan, FloodMessage message, LatencyRecorder service) {
        super(target, loopLinks, plan, message);
        this.service = service;
    }

    @Override
    int framesPerWrite() {
        return Math.min(super.framesPerWrite(), plan.flow().inFlight());
    }

    @Override
    void begin() {
        links.forEach(link -> {
            link.flood.flights = new Flights();
            link.flood.owed = plan.flow().inFlight();
        });
        turns.each(links, this::answer, () -> {});
    }

    private void answer(Link link) {
        answer(link, System.nanoTime());
    }

    /** Sends what is owed, as far as the socket takes it. */
    private void answer(Link link, long nowNanos) {
        while (link.flood.owed > 0 && !isOver() && link.isUp() && link.connection.isWritable()) {
            int frames = Math.min(link.flood.owed, block.framesPerWrite());
            if (send(link, frames, 1, nowNanos) > 0) {
                link.flood.owed -= frames;
                link.flood.flights.sent(frames, nowNanos);
                outstanding += frames;
            }
        }
    }

    @Override
    public boolean onMessage(Link link, ByteBuf payload, boolean text, long receivedNanos) {
        if (!receive(link, payload, text)) {
            return false;
        }
        link.flood.arrivals++;
        receivedAtNanos = receivedNanos;
        return true;
    }

    @Override
    public void onReadComplete(Link link) {
        if (link.flood == null || link.flood.arrivals == 0) {
            return;
        }
        int asked = Math.min(link.flood.arrivals, link.flood.flights.inFlight());
        unasked += link.flood.arrivals - asked;
        link.flood.arrivals = 0;
        book(link, asked);
        answerSoon(link);
        judgeIfAllAreBack();
    }

    private void answerSoon(Link link) {
        if (link.connection.isGathering()) {
            answer(link, receivedAtNanos);
            return;
        }
        if (heard.isEmpty()) {
            turns.afterReads(this::answerAll);
        }
        heard.add(link);
        if (heard.size() == ANSWERED_TOGETHER) {
            answerAll();
        }
    }

    private void answerAll() {
        heard.forEach(this::answer);
        heard.clear();
    }

    private void book(Link link, int echoes) {
        for (int left = echoes; left > 0; ) {
            long sentNanos = link.flood.flights.oldestNanos();
            int together = link.flood.flights.arrived(left);
            service.record(sentNanos, receivedAtNanos, together);
            left -= together;
        }
        link.flood.confirmed += echoes;
        link.flood.owed += echoes;
        outstanding -= echoes;
        lastConfirmedNanos = receivedAtNanos;
    }

    @Override
    public void onWritable(Link link) {
        if (link.flood != null && !isOver()) {
            link.flood.unblocked(System.nanoTime());
            answer(link);
        }
    }

    @Override
    public void onLost(Link link) {
        super.onLost(link);
        if (link.flood != null && link.flood.flights != null) {
            giveUp(link);
            judgeIfAllAreBack();
        }
    }

    /** Whatever the reason, a missing echo is recorded at the time-out's value: less would flatter the server. */
    private void giveUp(Link link) {
        int missing = link.flood.flights.inFlight();
        if (missing > 0) {
            link.flood.flights.clear();
            outstanding -= missing;
            service.record(0, plan.drainTimeout().toNanos(), missing);
        }
    }

    @Override
    void finish() {
        turns.at(System.nanoTime() + plan.drainTimeout().toNanos(), this::judge);
        judgeIfAllAreBack();
    }

    private void judgeIfAllAreBack() {
        if (isOver() && outstanding == 0) {
            judge();
        }
    }

    private void judge() {
        if (!done.isDone()) {
            links.forEach(this::judge);
            done.complete(null);
        }
    }

    private void judge(Link link) {
        boolean whole = link.flood.flights.inFlight() == 0;
        Outcome outcome = whole || !link.isUp() ? link.outcomeSoFar() : Outcome.PONG_TIMEOUT;
        giveUp(link);
        outcomes.count(outcome);
        samples.add(endNanos(), System.nanoTime(), outcome);
    }

    /** Echoes nobody had asked for. */
    @Override
    long malformed() {
        return super.malformed() + unasked;
    }

    @Override
    Messages messages() {
        return messages(this::sent, link -> link.flood.confirmed);
    }
}
