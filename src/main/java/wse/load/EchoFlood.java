package wse.load;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import wse.measure.LatencyRecorder;
import wse.measure.Messages;
import wse.measure.Outcome;

/**
 * A flood of echoes: each link keeps a fixed number of messages in flight, and sends the next message for each echo that
 * arrives. If the plan allows it, all echoes of one read are answered with a single write. An echo confirms the message
 * that it repeats, byte for byte.
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
        private final FrameTurns turns;
        /** Messages that may be sent now. */
        private int owed = plan.flow().inFlight();
        /** Echoes of messages that were sent in the same write, whose latency is still to be recorded. */
        private int arrivals;

        private long sentNanos;

        EchoLink(Link link) {
            super(link, startNanos, block);
            int frames = Math.max(messages.range(), block.framesPerWrite());
            turns = new FrameTurns(messages.firstOf(link), frames, block.framesPerWrite());
        }

        @Override
        public int onFrames(ByteBuf in, long receivedNanos) {
            int run = flights.dueRun(in.readableBytes() / frameBytes());
            int count = run == 0 ? 0 : receiveFrames(this, in, flights.due(), run);
            receivedAtNanos = receivedNanos;
            for (int left = count; left > 0; ) {
                long sent = flights.dueNanos();
                int together = flights.takeDue(left);
                confirm(sent, together);
                left -= together;
            }
            return count * frameBytes();
        }

        @Override
        public boolean onMessage(ByteBuf payload, boolean text, long receivedNanos) {
            receivedAtNanos = receivedNanos;
            int due = flights.due();
            if (due == Flights.NONE || !isMessage(due, payload, text)) {
                return isOutOfTurn(payload, text);
            }
            resolve(takeDue(), receive(this, payload, text));
            return true;
        }

        /** Whether this is a message of this flood, but not the one that is due. If so, counts it. */
        private boolean isOutOfTurn(ByteBuf payload, boolean text) {
            int flying = flights.like(message -> isMessage(message, payload, text));
            int index = flying != Flights.NONE ? flying : messages.indexOf(payload, text, dialect, link);
            if (index < 0) {
                return false;
            }
            boolean decoded = receive(this, payload, text);
            if (flying != Flights.NONE) {
                count(Wrong.REORDERED, this, flights.isOvertaken(index) ? 1 : 0);
                resolve(flights.take(index), decoded);
            } else {
                count(messages.isOf(link, index) ? Wrong.DUPLICATED : Wrong.FOREIGN, this, 1);
            }
            return true;
        }

        /** A garbled message arrived in place of the one that was due. */
        @Override
        public void onUnknown(ByteBuf payload, boolean text) {
            if (isGarbled(this, payload, text) && flights.due() != Flights.NONE) {
                takeDue();
                lose(1);
            }
        }

        /** Removes the message that was due from those in flight, and returns when it was sent. */
        private long takeDue() {
            long sent = flights.dueNanos();
            flights.takeDue(1);
            return sent;
        }

        private void resolve(long sent, boolean decoded) {
            if (decoded) {
                confirm(sent, 1);
            } else {
                count(Wrong.GARBLED, this, 1);
                lose(1);
            }
        }

        private void confirm(long sent, int count) {
            if (sent != sentNanos) {
                recordArrivals();
                sentNanos = sent;
            }
            arrivals += count;
            owed += count;
            outstanding -= count;
            EchoFlood.this.confirm(this, count, receivedAtNanos);
        }

        private void recordArrivals() {
            if (arrivals > 0) {
                service.record(sentNanos, receivedAtNanos, arrivals);
                arrivals = 0;
            }
        }

        /**
         * Gives up messages. Whatever the reason, the time-out is recorded as the latency of each echo, because a
         * smaller value would flatter the server.
         */
        private void lose(int count) {
            if (count > 0) {
                service.record(0, plan.drainTimeout().toNanos(), count);
                owed += count;
                outstanding -= count;
            }
        }

        /**
         * Gives up overtaken messages before their content is sent again, because after that, an echo could belong to
         * either message.
         */
        private void giveUpOvertaken(int nowSent) {
            while (flights.giveUpOvertaken(turns.lap() - nowSent)) {
                count(Wrong.MISSING, this, 1);
                lose(1);
            }
        }

        @Override
        public void onReadComplete() {
            recordArrivals();
            if (owed > 0 && !isOver()) {
                answerSoon(this);
            }
            judgeIfAllAreBack();
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
                if (!link.connection().isWritable()) {
                    link.connection().notifyWhenWritable();
                    return;
                }
                int count = Math.min(owed, block.framesPerWrite());
                int from = turns.from(count);
                if (send(this, from, count, 1, nowNanos) > 0) {
                    sent(from, count, nowNanos);
                }
            }
        }

        private void sent(int from, int count, long nowNanos) {
            giveUpOvertaken(count);
            for (int frame = from; frame < from + count; frame++) {
                flights.sent(messages.ofFrame(frame), nowNanos);
            }
            turns.sent(count);
            owed -= count;
            outstanding += count;
        }

        @Override
        public void onLost() {
            super.onLost();
            giveUp();
            judgeIfAllAreBack();
        }

        private void giveUp() {
            recordArrivals();
            lose(flights.inFlight());
            flights.clear();
        }

        @Override
        long unconfirmed() {
            return sent() - written + flights.inFlight();
        }

        private void judge() {
            if (link.isUp()) {
                count(Wrong.MISSING, this, flights.overtaken());
            }
            Outcome outcome = outcome();
            giveUp();
            outcomes.count(outcome);
            samples.add(endNanos(), System.nanoTime(), outcome);
        }

        private Outcome outcome() {
            if (!link.isUp() || !fault.isOk()) {
                return link.isUp() ? fault : link.outcomeSoFar();
            }
            return flights.inFlight() == 0 ? Outcome.OK : Outcome.PONG_TIMEOUT;
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
        if (each.link.connection().isGathering()) {
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

    @Override
    Messages messages() {
        return messages(FloodLink::sent, each -> each.confirmed, sum(FloodLink::sentBytes));
    }
}
