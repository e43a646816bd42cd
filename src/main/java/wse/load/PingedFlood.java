package wse.load;

import java.util.HashSet;
import java.util.Set;
import wse.measure.Outcome;
import wse.plan.FloodPlan;

/** A flood that ends with one ping per link, whose pong comes after all that went before it. */
abstract class PingedFlood extends Flood implements Pinger.Listener {

    final Pinger pinger;
    /** Links on their way down when they were to be asked, for a reason not yet told: it is what their ping is booked by. */
    private final Set<Link> going = new HashSet<>();

    private boolean allAsked;

    PingedFlood(LoadTarget target, LoopLinks loopLinks, FloodPlan plan, FloodMessage message, Pinger pinger) {
        super(target, loopLinks, plan, message);
        this.pinger = pinger;
    }

    @Override
    final void begin() {
        pinger.phase(this, samples);
        beginFlow();
    }

    abstract void beginFlow();

    /** Sends the last ping; the link is up. */
    abstract void ask(Link link, long nowNanos);

    /** A ping of the flood has its outcome. */
    abstract void resolved(Link link, Outcome outcome);

    @Override
    void finish() {
        turns.each(links, this::ask, () -> {
            allAsked = true;
            finishIfDone();
        });
    }

    private void ask(Link link) {
        long now = System.nanoTime();
        if (link.isUp()) {
            link.flood.asked();
            ask(link, now);
        } else if (link.outcome.isOk()) {
            going.add(link);
        } else {
            notAsked(link);
        }
    }

    private void notAsked(Link link) {
        long now = System.nanoTime();
        pinger.notSent(link);
        samples.add(now, now, link.outcome);
    }

    @Override
    public void onLost(Link link) {
        super.onLost(link);
        if (going.remove(link)) {
            notAsked(link);
            finishIfDone();
        }
    }

    @Override
    public final void onResolved(Link link, Outcome outcome) {
        resolved(link, outcome);
        finishIfDone();
    }

    private void finishIfDone() {
        if (allAsked && going.isEmpty() && pinger.inFlight() == 0) {
            done.complete(null);
        }
    }

    @Override
    public final void onFailure(RuntimeException failure) {
        done.completeExceptionally(failure);
    }

    @Override
    public void onReadComplete(Link link) {
        // Nothing is answered.
    }
}
