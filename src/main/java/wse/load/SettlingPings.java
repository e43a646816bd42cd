package wse.load;

import java.util.List;
import wse.measure.Outcome;
import wse.plan.Settling;

/**
 * One ping per link at the end of a storm. A connection that does not answer has failed. Links that have been silent
 * for longest come first, so that the server does not drop one as idle in the meantime.
 */
final class SettlingPings extends PingDriver {

    private final LoopLinks loopLinks;
    private final long[] pingNanos;
    private final List<Link> order;
    private long startNanos;
    private int issued;

    private SettlingPings(LoopLinks loopLinks, Pinger pinger, SampleLog log, Settling settling) {
        super(loopLinks, pinger, log, false);
        this.loopLinks = loopLinks;
        this.pingNanos =
                links.stream().mapToLong(link -> settling.pingNanos(link.index)).toArray();
        this.order = links.stream().sorted(OpenPings.LONGEST_SILENT_FIRST).toList();
    }

    static PingDriver.Factory of(Settling settling) {
        return (links, pinger, log) -> new SettlingPings(links, pinger, log, settling);
    }

    @Override
    void begin(long newStartNanos) {
        startNanos = newStartNanos;
        pump();
    }

    private void pump() {
        for (int budget = PER_TURN; budget > 0 && isDue(); budget--) {
            issue(order.get(issued++));
        }
        if (issued < order.size()) {
            tasks.at(intendedNanos(), this::pump);
        }
        finishIfDone();
    }

    private boolean isDue() {
        return issued < order.size() && intendedNanos() - System.nanoTime() <= 0;
    }

    private long intendedNanos() {
        return startNanos + pingNanos[issued];
    }

    /** The outcome of a link that is going down is booked as soon as the reason is known. */
    private void issue(Link link) {
        if (link.isUp()) {
            pinger.ping(link, System.nanoTime());
        }
    }

    @Override
    void onUnanswered(Link link, Outcome outcome) {
        loopLinks.fail(link, outcome);
    }

    @Override
    void onPingResolved(Link link) {
        finishIfDone();
    }

    private void finishIfDone() {
        if (issued == order.size() && pinger.inFlight() == 0) {
            done.complete(null);
        }
    }
}
