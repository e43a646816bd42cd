package wse.measure;

import java.util.ArrayList;
import java.util.List;

/**
 * Collects the intervals of a tier as they end, and keeps their number bounded: when there are too many, neighbours are
 * merged, and from then on, new ones are merged in the same numbers. Not thread-safe.
 */
public final class IntervalList {

    private final int most;
    private final List<Interval> intervals = new ArrayList<>();
    /** How many intervals each element of the list consists of, except the last one, which may still grow. */
    private int together = 1;

    private int inLast;

    /** @param most largest number of intervals; even */
    public IntervalList(int most) {
        this.most = most;
    }

    /** @param interval begins where the previous one has ended */
    public void add(Interval interval) {
        if (inLast > 0 && inLast < together) {
            replaceLast(last().followedBy(interval));
            inLast++;
            return;
        }
        if (intervals.size() == most) {
            halve();
        }
        intervals.add(interval);
        inLast = 1;
    }

    private void halve() {
        for (int i = 0; i < most / 2; i++) {
            intervals.set(i, intervals.get(2 * i).followedBy(intervals.get(2 * i + 1)));
        }
        intervals.subList(most / 2, most).clear();
        together *= 2;
    }

    private Interval last() {
        return intervals.get(intervals.size() - 1);
    }

    private void replaceLast(Interval interval) {
        intervals.set(intervals.size() - 1, interval);
    }

    /** Extends the last interval by this one; if there is none yet, adds it. */
    public void extend(Interval interval) {
        if (intervals.isEmpty()) {
            add(interval);
        } else {
            replaceLast(last().followedBy(interval));
        }
    }

    /** Adds counts and latencies to the last interval, without making it longer; if there is none yet, adds the interval. */
    public void addLate(Interval interval) {
        if (intervals.isEmpty()) {
            add(interval);
        } else {
            replaceLast(last().withLate(interval));
        }
    }

    /** The intervals so far; an immutable copy. */
    public List<Interval> now() {
        return List.copyOf(intervals);
    }
}
