package wse.load;

import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;
import wse.plan.HoldPlan;
import wse.plan.Schedule;

/**
 * The open schedule: every ping has its intended time, whatever became of those before. Links take turns, so that the
 * intended times of the loop's pings never go back.
 */
final class OpenPings extends PingDriver {

    /** Who was pinged longest ago during the ramp comes first. */
    private static final Comparator<Link> LONGEST_SILENT_FIRST = Comparator.comparingLong(link -> link.nextPingNanos);

    private static final Comparator<Link> BY_INDEX = Comparator.comparingInt(link -> link.index);

    private final Schedule[] schedules;
    /** Whose turn it is at each of the intended times. */
    private final List<Link> order;

    private final long total;
    private long startNanos;
    private long issued;

    /** @param scheduleOf from a link's index within the tier to the intended times of its pings */
    OpenPings(LoopLinks loopLinks, int pingsPerLink, IntFunction<Schedule> scheduleOf) {
        this(loopLinks, pingsPerLink, scheduleOf, BY_INDEX, false);
    }

    /** In each interval of the hold one to each, so that nobody is silent for longer than in the ramp, or for an interval. */
    static OpenPings hold(LoopLinks loopLinks, HoldPlan plan) {
        return new OpenPings(loopLinks, plan.pings(), plan::schedule, LONGEST_SILENT_FIRST, false);
    }

    /** One ping to each at the hold's end, to see who is alive. */
    static OpenPings rollCall(LoopLinks loopLinks, HoldPlan plan) {
        return new OpenPings(
                loopLinks,
                1,
                index -> Schedule.allAtOnce().shiftedBy(plan.rollCallNanos(index)),
                LONGEST_SILENT_FIRST,
                true);
    }

    private OpenPings(
            LoopLinks loopLinks,
            int pingsPerLink,
            IntFunction<Schedule> scheduleOf,
            Comparator<Link> order,
            boolean asksWhoIsAlive) {
        super(loopLinks, asksWhoIsAlive);
        this.order = links.stream().sorted(order).toList();
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
