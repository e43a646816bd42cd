package wse.load;

import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;
import wse.plan.HoldPlan;
import wse.plan.PingPlan;
import wse.plan.Schedule;

/**
 * An open schedule: every ping has its intended time, whatever happened to earlier ones. Links take turns, so the intended
 * times of the loop's pings never decrease.
 */
final class OpenPings extends PingDriver {

    /** Links that were silent longest during the ramp come first. */
    static final Comparator<Link> LONGEST_SILENT_FIRST = Comparator.comparingLong(link -> link.nextPingNanos);

    private static final Comparator<Link> BY_INDEX = Comparator.comparingInt(link -> link.index);

    private final Schedule[] schedules;
    /** The order in which links take their turns. */
    private final List<Link> order;

    private final long total;
    private long startNanos;
    private long issued;

    private OpenPings(
            LoopLinks loopLinks,
            Pinger pinger,
            SampleLog log,
            int pingsPerLink,
            IntFunction<Schedule> scheduleOf,
            Comparator<Link> order,
            boolean asksWhoIsAlive) {
        super(loopLinks, pinger, log, asksWhoIsAlive);
        this.order = links.stream().sorted(order).toList();
        this.schedules =
                links.stream().map(link -> scheduleOf.apply(link.index)).toArray(Schedule[]::new);
        this.total = (long) links.size() * pingsPerLink;
    }

    /** The pings of a latency test. */
    static PingDriver.Factory of(PingPlan plan) {
        return (links, pinger, log) -> new OpenPings(links, pinger, log, plan.pings(), plan::schedule, BY_INDEX, false);
    }

    /**
     * One ping per link in each interval of the hold, so that no link is silent for longer than one interval or, if that was
     * longer, than it was during the ramp.
     */
    static PingDriver.Factory hold(HoldPlan plan) {
        return (links, pinger, log) ->
                new OpenPings(links, pinger, log, plan.pings(), plan::schedule, LONGEST_SILENT_FIRST, false);
    }

    /** One ping per link at the end of the hold, to find out which links are alive. */
    static PingDriver.Factory rollCall(HoldPlan plan) {
        IntFunction<Schedule> schedules = index -> Schedule.allAtOnce().shiftedBy(plan.rollCallNanos(index));
        return (links, pinger, log) -> new OpenPings(links, pinger, log, 1, schedules, LONGEST_SILENT_FIRST, true);
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
            tasks.at(intendedNanos(), this::pump);
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
        Link link = order.get(turn());
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
