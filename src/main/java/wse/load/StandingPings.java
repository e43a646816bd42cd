package wse.load;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Keeps what stands alive, for as long as that takes: every link that is up is pinged once an interval, the first time one
 * interval after it came up. Those that are up already begin evenly spread. What is down is passed over: a ping that was
 * not sent is no failure here.
 */
final class StandingPings extends PingDriver {

    private final LoopLinks loopLinks;
    private final long intervalNanos;
    /** In the order of their next pings: whoever is added is due one interval from now, those that stood first before. */
    private final Queue<Link> waiting = new ArrayDeque<>();

    private boolean pumpArmed;
    private boolean ending;

    StandingPings(LoopLinks loopLinks, Duration interval) {
        super(loopLinks, false);
        this.loopLinks = loopLinks;
        this.intervalNanos = interval.toNanos();
    }

    @Override
    void begin(long startNanos) {
        for (int i = 0; i < links.size(); i++) {
            await(links.get(i), startNanos + (long) ((double) intervalNanos * i / links.size()));
        }
        loopLinks.standingPings(this);
        finishIfDone();
    }

    /** A link has come up. */
    void onUp(Link link) {
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
            turns.at(waiting.peek().nextPingNanos, this::pump);
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

    /** No further pings; those on their way are waited for. Any thread. */
    void end() {
        loop.execute(() -> {
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
            loopLinks.standingPings(null);
            done.complete(null);
        }
    }
}
