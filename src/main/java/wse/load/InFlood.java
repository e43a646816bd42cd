package wse.load;

import io.netty.buffer.ByteBuf;
import wse.measure.Messages;

/**
 * A flood from server to client: each link sends the server one message, which the server then sends back over and over.
 * When the time is up, the client sends a ping, and its pong marks the end. Messages that the client has received are
 * confirmed; only the server knows how many it has sent.
 */
final class InFlood extends PingedFlood<InFlood.InLink> {

    InFlood(LoopLinks loopLinks, FloodSetup setup, Pinger pinger) {
        super(loopLinks, setup, 1, pinger);
    }

    /** One link that receives. */
    final class InLink extends PingedLink {

        InLink(Link link) {
            super(link, startNanos, block.frameBytes());
        }

        @Override
        public boolean onMessage(ByteBuf payload, boolean text, long receivedNanos) {
            if (!receive(this, payload, text)) {
                return false;
            }
            lastConfirmedNanos = receivedNanos;
            lastSendNanos = receivedNanos;
            return true;
        }

        @Override
        public void onLost() {
            super.onLost();
            lost(this);
        }
    }

    @Override
    InLink newLink(Link link) {
        return new InLink(link);
    }

    @Override
    void beginFlow() {
        tasks.each(links, this::sendTemplate, () -> {});
    }

    private void sendTemplate(InLink each) {
        if (each.link.isUp()) {
            each.link.connection.sendFrames(block, 1, 1);
        }
    }

    @Override
    void ask(InLink each, long nowNanos) {
        pinger.ping(each.link, nowNanos);
    }

    @Override
    Messages messages() {
        return messages(each -> each.received, each -> each.received);
    }
}
