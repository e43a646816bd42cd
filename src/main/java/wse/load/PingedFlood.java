package wse.load;

import wse.measure.Outcome;

/** A flood that ends with one ping per link. Its pong shows that everything sent before it has arrived. */
abstract class PingedFlood<L extends PingedLink> extends Flood<L> implements Pinger.Listener {

    /**
     * How many single messages are sent per turn of the event loop: a few milliseconds of work. While the server floods, each
     * turn also reads from all sockets, which takes far longer. With 32 messages per turn, a flood of 1 s over 3,000
     * connections on a busy machine needed 107 s to ping them all; by then, the server had closed some for being silent.
     */
    static final int MESSAGES_PER_TURN = 1_024;

    final Pinger pinger;
    private int goingDown;
    private boolean allAsked;

    PingedFlood(LoopLinks loopLinks, FloodSetup setup, int framesPerWrite, Pinger pinger) {
        super(loopLinks, setup, framesPerWrite);
        this.pinger = pinger;
    }

    @Override
    final void begin() {
        pinger.phase(this, samples);
        beginFlow();
    }

    abstract void beginFlow();

    /** Sends the last ping. The link must be up. */
    abstract void ask(L each, long nowNanos);

    @Override
    void finish() {
        tasks.inPortions(MESSAGES_PER_TURN, links, this::ask, () -> {
            allAsked = true;
            finishIfDone();
        });
    }

    private void ask(L each) {
        if (each.link.isUp()) {
            each.lastPingSent();
            ask(each, System.nanoTime());
        } else if (each.link.outcome.isOk()) {
            each.goingDown();
            goingDown++;
        } else {
            notAsked(each.link);
        }
    }

    private void notAsked(Link link) {
        long now = System.nanoTime();
        pinger.notSent(link);
        samples.add(now, now, link.outcome);
    }

    /** Handles a lost link. If its last ping could not be sent because the link was going down, the ping is booked now. */
    final void lost(L each) {
        if (each.wentDown()) {
            goingDown--;
            notAsked(each.link);
            finishIfDone();
        }
    }

    @Override
    public final void onResolved(Link link, long number, Outcome outcome) {
        link.traffic.onPingResolved(number, outcome);
        finishIfDone();
    }

    private void finishIfDone() {
        if (allAsked && goingDown == 0 && pinger.inFlight() == 0) {
            done.complete(null);
        }
    }

    @Override
    public final void onFailure(RuntimeException failure) {
        done.completeExceptionally(failure);
    }
}
