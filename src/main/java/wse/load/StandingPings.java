package wse.load;

import java.time.Duration;
import wse.plan.Schedule;

/**
 * Keeps what stands alive, for as long as that takes: every link that is up is pinged once an interval, in turn and evenly
 * spread, links that come up meanwhile too. What is down is passed over: a ping that was not sent is no failure here.
 */
final class StandingPings extends PingDriver {

    private final LoopLinks loopLinks;
    private final Duration interval;
    private Schedule schedule;
    private long issued;
    private boolean ending;

    StandingPings(LoopLinks loopLinks, Duration interval) {
        super(loopLinks, false);
        this.loopLinks = loopLinks;
        this.interval = interval;
    }

    @Override
    void begin(long startNanos) {
        double perSecond = 1e9 * loopLinks.links().size() / interval.toNanos();
        schedule = loopLinks.links().isEmpty()
                ? null
                : Schedule.constantRate(perSecond).shiftedBy(startNanos);
        pump();
    }

    private void pump() {
        if (schedule == null || ending) {
            finishIfDone();
            return;
        }
        for (int budget = PER_TURN; budget > 0 && intendedNanos() - System.nanoTime() <= 0; budget--) {
            issue();
        }
        turns.at(intendedNanos(), this::pump);
    }

    private long intendedNanos() {
        return schedule.intendedNanos(issued);
    }

    private void issue() {
        Link link = loopLinks.links().get((int) (issued % loopLinks.links().size()));
        long intended = intendedNanos();
        issued++;
        if (link.isUp()) {
            pinger.ping(link, intended);
        }
    }

    /** No further pings; those on their way are waited for. Any thread. */
    void end() {
        loop.execute(() -> {
            ending = true;
            finishIfDone();
        });
    }

    @Override
    void onPingResolved(Link link) {
        finishIfDone();
    }

    private void finishIfDone() {
        if (ending && pinger.inFlight() == 0) {
            done.complete(null);
        }
    }
}
