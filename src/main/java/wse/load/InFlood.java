package wse.load;

import io.netty.buffer.ByteBuf;
import wse.measure.Messages;
import wse.measure.Outcome;
import wse.plan.FloodPlan;

/**
 * Server to client: each link sends the server one message to be sent back over and over, and after the time a ping, whose
 * pong is the end of it. What the client has received is confirmed; what the server has sent, the server has to tell.
 */
final class InFlood extends Flood implements Pinger.Listener {

    private final Pinger pinger;
    private boolean allAsked;

    InFlood(LoadTarget target, LoopLinks loopLinks, FloodPlan plan, FloodMessage message, Pinger pinger) {
        super(target, loopLinks, plan, message);
        this.pinger = pinger;
    }

    /** The one message each link sends. */
    @Override
    int framesPerWrite() {
        return 1;
    }

    @Override
    void begin() {
        pinger.phase(this, samples);
        beginFrom(0);
    }

    private void beginFrom(int index) {
        int last = Math.min(links.size(), index + LoopLinks.PER_TURN);
        links.subList(index, last).stream().filter(Link::isUp).forEach(link -> link.connection.sendFrames(block, 1));
        if (last < links.size()) {
            later(() -> beginFrom(last), 0);
        }
    }

    @Override
    void finish() {
        askFrom(0);
    }

    private void askFrom(int index) {
        int last = Math.min(links.size(), index + LoopLinks.PER_TURN);
        links.subList(index, last).forEach(this::ask);
        if (last < links.size()) {
            later(() -> askFrom(last), 0);
        } else {
            allAsked = true;
            finishIfDone();
        }
    }

    private void ask(Link link) {
        long now = System.nanoTime();
        if (link.isUp()) {
            pinger.ping(link, now);
        } else {
            pinger.notSent(link);
            samples.add(now, now, link.outcomeSoFar());
        }
    }

    @Override
    public void onResolved(Link link, Outcome outcome) {
        finishIfDone();
    }

    private void finishIfDone() {
        if (allAsked && pinger.inFlight() == 0) {
            done.complete(null);
        }
    }

    @Override
    public void onFailure(RuntimeException failure) {
        done.completeExceptionally(failure);
    }

    @Override
    public boolean onMessage(Link link, ByteBuf payload, boolean text, long receivedNanos) {
        if (!receive(link, payload, text)) {
            return false;
        }
        lastConfirmedNanos = receivedNanos;
        lastSendNanos = receivedNanos;
        return true;
    }

    @Override
    public void onReadComplete(Link link) {
        // Nothing is answered.
    }

    @Override
    public void onWritable(Link link) {
        // The template is out; nothing else waits.
    }

    @Override
    Messages messages() {
        return sum(link -> link.received, link -> link.received);
    }
}
