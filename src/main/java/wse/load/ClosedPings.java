package wse.load;

/**
 * A closed loop: each link sends its next ping as soon as the previous one has been answered or has failed. All links start
 * at the same time.
 */
final class ClosedPings extends PingDriver {

    private final int pingsPerLink;
    private long startNanos;
    private long outstanding;

    ClosedPings(LoopLinks loopLinks, Pinger pinger, SampleLog log, int pingsPerLink) {
        super(loopLinks, pinger, log, false);
        this.pingsPerLink = pingsPerLink;
        this.outstanding = (long) links.size() * pingsPerLink;
    }

    @Override
    void begin(long newStartNanos) {
        startNanos = newStartNanos;
        links.forEach(link -> link.pingsResolved = 0);
        tasks.at(startNanos, () -> tasks.each(links, this::pingNext, this::finishIfDone));
    }

    private void pingNext(Link link) {
        if (link.isUp()) {
            pinger.ping(link, link.pingsResolved == 0 ? startNanos : System.nanoTime());
        } else {
            abandon(link);
        }
    }

    private void abandon(Link link) {
        for (; link.pingsResolved < pingsPerLink; link.pingsResolved++) {
            pinger.notSent(link);
            outstanding--;
        }
    }

    @Override
    void onPingResolved(Link link) {
        outstanding--;
        if (link.pingsResolved < pingsPerLink) {
            pingNext(link);
        }
        finishIfDone();
    }

    private void finishIfDone() {
        if (outstanding == 0) {
            done.complete(null);
        }
    }
}
