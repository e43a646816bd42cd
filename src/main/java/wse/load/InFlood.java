package wse.load;

import io.netty.buffer.ByteBuf;
import wse.measure.Messages;
import wse.measure.Outcome;

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

        /** The message that this link has sent and the server repeats. */
        private final int template;

        InLink(Link link) {
            super(link, startNanos, block);
            template = messages.firstOf(link);
        }

        @Override
        public int onFrames(ByteBuf in, long receivedNanos) {
            int count = receiveFrames(this, in, template, messages.repetitions());
            if (count > 0) {
                lastSendNanos = receivedNanos;
                confirm(this, count, receivedNanos);
            }
            return count * frameBytes();
        }

        @Override
        public boolean onMessage(ByteBuf payload, boolean text, long receivedNanos) {
            if (!isMessage(template, payload, text)) {
                return isForeign(payload, text);
            }
            lastSendNanos = receivedNanos;
            if (receive(this, payload, text)) {
                confirm(this, 1, receivedNanos);
            } else {
                count(Wrong.GARBLED, this, 1);
            }
            return true;
        }

        /** Whether this is another connection's message. If so, counts it. */
        private boolean isForeign(ByteBuf payload, boolean text) {
            if (messages.indexOf(payload, text, dialect, link) < 0) {
                return false;
            }
            receive(this, payload, text);
            count(Wrong.FOREIGN, this, 1);
            return true;
        }

        @Override
        public void onUnknown(ByteBuf payload, boolean text) {
            isGarbled(this, payload, text);
        }

        /** If one of the messages was wrong, this is counted as an outcome in addition to that of the ping. */
        @Override
        public void onPingResolved(long number, Outcome outcome) {
            if (!fault.isOk()) {
                outcomes.count(fault);
                samples.add(endNanos(), System.nanoTime(), fault);
            }
        }

        /** The server sends; what has not arrived is not known to have been sent. */
        @Override
        long unconfirmed() {
            return 0;
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
        tasks.inPortions(MESSAGES_PER_TURN, links, this::sendTemplate, () -> {});
    }

    private void sendTemplate(InLink each) {
        if (each.link.isUp()) {
            each.link.connection().sendFrames(block, each.template, 1, 1);
        }
    }

    @Override
    void ask(InLink each, long nowNanos) {
        pinger.ping(each.link, nowNanos);
    }

    @Override
    Messages messages() {
        return messages(each -> each.received, each -> each.confirmed);
    }
}
