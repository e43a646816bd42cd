package wse.load;

import java.util.function.IntFunction;
import wse.plan.HoldPlan;
import wse.plan.Schedule;

/**
 * The open schedule: every ping has its intended time, whatever became of those before. Links take turns, so that the
 * intended times of the loop's pings never go back.
 */
final class OpenPings extends PingDriver {

    private final Schedule[] schedules;
    private final long total;
    private long startNanos;
    private long issued;

    /** @param scheduleOf from a link's index within the tier to the intended times of its pings */
    OpenPings(LoopLinks loopLinks, int pingsPerLink, IntFunction<Schedule> scheduleOf) {
        this(loopLinks, pingsPerLink, scheduleOf, false);
    }

    /** One ping to each at the hold's end, to see who is alive. */
    static OpenPings rollCall(LoopLinks loopLinks, HoldPlan plan) {
        return new OpenPings(loopLinks, 1, index -> Schedule.allAtOnce().shiftedBy(plan.rollCallNanos(index)), true);
    }

    private OpenPings(LoopLinks loopLinks, int pingsPerLink, IntFunction<Schedule> scheduleOf, boolean asksWhoIsAlive) {
        super(loopLinks, asksWhoIsAlive);
        this.schedules =
                links.stream().map(link -> scheduleOf.apply(link.index)).toArray(Schedule[]::new);
        this.total = (long) links.size() * pingsPerLink;
    }

    @Override
    void begin(long newStartNanos) {
        startNanos = newStartNanos;
        pump();
    }

    private void pump() {
        for (int budget = PER_TURN; budget > 0 && issued < total && isDue(); budget--) {
            issue();
        }
        if (issued < total) {
            turns.at(intendedNanos(), this::pump);
        }
        finishIfDone();
    }

    private boolean isDue() {
        return intendedNanos() - System.nanoTime() <= 0;
    }

    private long intendedNanos() {
        return startNanos + schedules[turn()].intendedNanos(issued / links.size());
    }

    private int turn() {
        return (int) (issued % links.size());
    }

    private void issue() {
        Link link = links.get(turn());
        long intended = intendedNanos();
        issued++;
        if (link.isUp()) {
            pinger.ping(link, intended);
        } else {
            skip(link);
        }
    }

    @Override
    void onPingResolved(Link link) {
        finishIfDone();
    }

    private void finishIfDone() {
        if (issued == total && pinger.inFlight() == 0) {
            done.complete(null);
        }
    }
}
