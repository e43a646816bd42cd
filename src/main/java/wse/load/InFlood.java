package wse.load;

import io.netty.buffer.ByteBuf;
import wse.measure.Messages;
import wse.measure.Outcome;
import wse.plan.FloodPlan;

/**
 * Server to client: each link sends the server one message to be sent back over and over, and after the time a ping, whose
 * pong is the end of it. What the client has received is confirmed; what the server has sent, the server has to tell.
 */
final class InFlood extends PingedFlood {

    InFlood(LoadTarget target, LoopLinks loopLinks, FloodPlan plan, FloodMessage message, Pinger pinger) {
        super(target, loopLinks, plan, message, pinger);
    }

    /** The one message each link sends. */
    @Override
    int framesPerWrite() {
        return 1;
    }

    @Override
    void beginFlow() {
        turns.each(links, this::sendTemplate, () -> {});
    }

    private void sendTemplate(Link link) {
        if (link.isUp()) {
            link.connection.sendFrames(block, 1, 1);
        }
    }

    @Override
    void ask(Link link, long nowNanos) {
        pinger.ping(link, nowNanos);
    }

    @Override
    void resolved(Link link, Outcome outcome) {
        // The messages themselves are what is confirmed.
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
    public void onWritable(Link link) {
        // The template is out; nothing else waits.
    }

    @Override
    Messages messages() {
        return messages(link -> link.flood.received, link -> link.flood.received);
    }
}
