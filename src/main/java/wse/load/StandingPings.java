package wse.load;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Keeps connections alive by pinging each of them once per interval until {@link #end()}. A link that becomes ready later is
 * first pinged one interval after that. The first pings of links that are already up are spread evenly over an interval. A
 * link that is down is skipped: a ping that cannot be sent is not a failure here.
 */
final class StandingPings extends PingDriver implements KeepAlive {

    private final LoopLinks loopLinks;
    private final long intervalNanos;
    /** Ordered by the time of the next ping: a link that is added is due one interval from now, later than all others. */
    private final Queue<Link> waiting = new ArrayDeque<>();

    private boolean pumpArmed;
    private boolean ending;

    StandingPings(LoopLinks loopLinks, Pinger pinger, SampleLog log, Duration interval) {
        super(loopLinks, pinger, log, false);
        this.loopLinks = loopLinks;
        this.intervalNanos = interval.toNanos();
    }

    @Override
    void begin(long startNanos) {
        for (int i = 0; i < links.size(); i++) {
            await(links.get(i), startNanos + (long) ((double) intervalNanos * i / links.size()));
        }
        loopLinks.keptAliveBy(this);
        finishIfDone();
    }

    @Override
    public void onUp(Link link) {
        await(link, System.nanoTime() + intervalNanos);
    }

    private void await(Link link, long dueNanos) {
        link.nextPingNanos = dueNanos;
        waiting.add(link);
        armPump();
    }

    private void armPump() {
        if (!pumpArmed && !ending && !waiting.isEmpty()) {
            pumpArmed = true;
            tasks.at(waiting.peek().nextPingNanos, this::pump);
        }
    }

    private void pump() {
        pumpArmed = false;
        for (int budget = PER_TURN; budget > 0 && isDue(); budget--) {
            issue(waiting.remove());
        }
        armPump();
    }

    private boolean isDue() {
        return !ending && !waiting.isEmpty() && waiting.peek().nextPingNanos - System.nanoTime() <= 0;
    }

    private void issue(Link link) {
        if (link.isUp()) {
            pinger.ping(link, link.nextPingNanos);
            await(link, System.nanoTime() + intervalNanos);
        }
    }

    /** Sends no more pings, and waits for those in flight. May be called from any thread. */
    void end() {
        loopLinks.loop().execute(() -> {
            ending = true;
            waiting.clear();
            finishIfDone();
        });
    }

    @Override
    void onPingResolved(Link link) {
        finishIfDone();
    }

    private void finishIfDone() {
        if (ending && pinger.inFlight() == 0) {
            loopLinks.keptAliveBy(KeepAlive.NONE);
            done.complete(null);
        }
    }
}
