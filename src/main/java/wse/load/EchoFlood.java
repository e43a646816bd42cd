package wse.load;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import wse.measure.LatencyRecorder;
import wse.measure.Messages;
import wse.measure.Outcome;

/**
 * A flood of echoes: each link keeps a fixed number of messages in flight, and sends the next message for each echo that
 * arrives. If the plan allows it, all echoes of one read are answered with a single write. An echo confirms its message.
 */
final class EchoFlood extends Flood<EchoFlood.EchoLink> {

    /**
     * The most links that are answered together. Reading from all of them before writing keeps the kernel's code in the
     * CPU's caches (bench/throughput.sh, 1 message in flight: 6.2 us of CPU per echo instead of 6.4; 6.1 with 256 links).
     * Waiting for all of 10,000 links would leave the server idle.
     */
    private static final int ANSWERED_TOGETHER = 64;

    private final LatencyRecorder service;
    /** Links that have received echoes and will send their next messages in this turn of the loop. */
    private final List<EchoLink> heard = new ArrayList<>(ANSWERED_TOGETHER);

    private long outstanding;
    private long unasked;
    private long receivedAtNanos;

    EchoFlood(LoopLinks loopLinks, FloodSetup setup, LatencyRecorder service) {
        super(
                loopLinks,
                setup,
                Math.min(setup.framesPerWrite(), setup.plan().flow().inFlight()));
        this.service = service;
    }

    /** One link with its messages in flight. */
    final class EchoLink extends FloodLink {

        private final Flights flights = new Flights();
        /** Echoes of the current read. */
        private int arrivals;
        /** Messages that may be sent now. */
        private int owed = plan.flow().inFlight();

        EchoLink(Link link) {
            super(link, startNanos, block.frameBytes());
        }

        @Override
        public boolean onMessage(ByteBuf payload, boolean text, long receivedNanos) {
            if (!receive(this, payload, text)) {
                return false;
            }
            arrivals++;
            receivedAtNanos = receivedNanos;
            return true;
        }

        @Override
        public void onReadComplete() {
            if (arrivals > 0) {
                bookArrivals();
                answerSoon(this);
                judgeIfAllAreBack();
            }
        }

        private void bookArrivals() {
            int asked = Math.min(arrivals, flights.inFlight());
            unasked += arrivals - asked;
            arrivals = 0;
            for (int left = asked; left > 0; ) {
                long sentNanos = flights.oldestNanos();
                int together = flights.arrived(left);
                service.record(sentNanos, receivedAtNanos, together);
                left -= together;
            }
            confirmed += asked;
            owed += asked;
            outstanding -= asked;
            lastConfirmedNanos = receivedAtNanos;
        }

        @Override
        public void onWritable() {
            if (!isOver()) {
                long now = System.nanoTime();
                unblocked(now);
                answer(now);
            }
        }

        /** Sends as many of the owed messages as the socket accepts. */
        private void answer(long nowNanos) {
            while (owed > 0 && !isOver() && link.isUp()) {
                if (!link.connection.isWritable()) {
                    link.connection.notifyWhenWritable();
                    return;
                }
                int frames = Math.min(owed, block.framesPerWrite());
                if (send(this, frames, 1, nowNanos) > 0) {
                    owed -= frames;
                    flights.sent(frames, nowNanos);
                    outstanding += frames;
                }
            }
        }

        @Override
        public void onLost() {
            super.onLost();
            giveUp();
            judgeIfAllAreBack();
        }

        /**
         * Records the time-out as the latency of each missing echo, whatever the reason: a smaller value would flatter the
         * server.
         */
        private void giveUp() {
            int missing = flights.inFlight();
            if (missing > 0) {
                flights.clear();
                outstanding -= missing;
                service.record(0, plan.drainTimeout().toNanos(), missing);
            }
        }

        private void judge() {
            boolean complete = flights.inFlight() == 0;
            Outcome outcome = complete || !link.isUp() ? link.outcomeSoFar() : Outcome.PONG_TIMEOUT;
            giveUp();
            outcomes.count(outcome);
            samples.add(endNanos(), System.nanoTime(), outcome);
        }
    }

    @Override
    EchoLink newLink(Link link) {
        return new EchoLink(link);
    }

    @Override
    void begin() {
        tasks.each(links, EchoFlood::answerNow, () -> {});
    }

    private static void answerNow(EchoLink each) {
        each.answer(System.nanoTime());
    }

    private void answerSoon(EchoLink each) {
        if (each.link.connection.isGathering()) {
            each.answer(receivedAtNanos);
            return;
        }
        if (heard.isEmpty()) {
            tasks.afterReads(this::answerAll);
        }
        heard.add(each);
        if (heard.size() == ANSWERED_TOGETHER) {
            answerAll();
        }
    }

    private void answerAll() {
        heard.forEach(EchoFlood::answerNow);
        heard.clear();
    }

    @Override
    void finish() {
        tasks.at(System.nanoTime() + plan.drainTimeout().toNanos(), this::judge);
        judgeIfAllAreBack();
    }

    private void judgeIfAllAreBack() {
        if (isOver() && outstanding == 0) {
            judge();
        }
    }

    private void judge() {
        if (!done.isDone()) {
            links.forEach(EchoLink::judge);
            done.complete(null);
        }
    }

    /** Includes unexpected echoes. */
    @Override
    long malformed() {
        return super.malformed() + unasked;
    }

    @Override
    Messages messages() {
        return messages(FloodLink::sent, each -> each.confirmed);
    }
}
