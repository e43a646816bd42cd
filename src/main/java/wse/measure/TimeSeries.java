package wse.measure;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A tier over time: its intervals in order, without overlaps. Long series have longer intervals, so that the number of
 * intervals is bounded; counts and histograms are added up without loss. Immutable.
 *
 * @param startedAt when the tier began; the epoch if there are no intervals
 * @param notes what a reader should know, such as client processes whose share is missing
 */
public record TimeSeries(Instant startedAt, List<Interval> intervals, List<String> notes) {

    /** The largest number of intervals in a series: one per second for four minutes. */
    public static final int MOST_INTERVALS = 240;

    /** No series, as in results of older versions. */
    public static final TimeSeries NONE = new TimeSeries(Instant.EPOCH, List.of(), List.of());

    /**
     * Intervals of different processes whose ends differ by at most this time are regarded as the same interval. Each
     * process takes its samples on a thread of its own, which may be late on a busy machine.
     */
    private static final Duration TOLERANCE = Duration.ofMillis(300);

    public TimeSeries {
        intervals = List.copyOf(intervals);
        notes = List.copyOf(notes);
    }

    public boolean isEmpty() {
        return intervals.isEmpty();
    }

    /** The same series of a tier that began at another time. */
    public TimeSeries withStart(Instant start) {
        return isEmpty() ? this : new TimeSeries(start, intervals, notes);
    }

    /** The same series with more notes. */
    public TimeSeries withNotes(List<String> more) {
        List<String> all = new ArrayList<>(notes);
        all.addAll(more);
        return new TimeSeries(startedAt, intervals, all);
    }

    /** A copy with changed text in its notes, for example to mask secrets. */
    TimeSeries withWords(UnaryOperator<String> words) {
        return new TimeSeries(startedAt, intervals, notes.stream().map(words).toList());
    }

    /** The same series with at most this many intervals; neighbours are merged. */
    public TimeSeries atMost(int most) {
        int together = (intervals.size() + most - 1) / most;
        if (together <= 1) {
            return this;
        }
        List<Interval> merged = new ArrayList<>();
        for (int from = 0; from < intervals.size(); from += together) {
            merged.add(merged(intervals.subList(from, Math.min(from + together, intervals.size()))));
        }
        return new TimeSeries(startedAt, merged, notes);
    }

    private static Interval merged(List<Interval> neighbours) {
        return neighbours.stream().reduce(Interval::followedBy).orElseThrow();
    }

    /**
     * The series of both client processes together. Intervals are merged where those of the two processes do not match. In
     * intervals that only one of them has, the usage of the client is unknown.
     */
    public TimeSeries plusMember(TimeSeries other) {
        if (isEmpty() || other.isEmpty()) {
            return (isEmpty() ? other : this).withNotes((isEmpty() ? this : other).notes);
        }
        Aligned aligned = Aligned.of(intervals, other.intervals, TimeSeries::together);
        List<Interval> all = new ArrayList<>(aligned.both());
        Stream.concat(aligned.restOfFirst().stream(), aligned.restOfSecond().stream())
                .map(Interval::withoutClient)
                .forEach(interval -> append(all, interval));
        return new TimeSeries(startedAt, all, notes).withNotes(other.notes);
    }

    /** If the ends differ, one of the two is the last of its process. */
    private static Interval together(Interval one, Interval other) {
        if (isSame(one, other)) {
            return one.plusMember(other);
        }
        boolean otherIsLonger = one.end().compareTo(other.end()) < 0;
        return (otherIsLonger ? other.plusMember(one) : one.plusMember(other)).withoutClient();
    }

    /** Adds the interval of one process after the last one of both, which may end somewhat later than it begins. */
    private static void append(List<Interval> all, Interval interval) {
        Interval last = all.get(all.size() - 1);
        if (interval.end().compareTo(last.end().plus(TOLERANCE)) <= 0) {
            all.set(all.size() - 1, last.withLate(interval));
        } else {
            all.add(interval.beginningAt(last.end()));
        }
    }

    /**
     * The same series with the usage of the server, where it was observed.
     *
     * @param server intervals of the server
     * @param earlier how much earlier than this series they began
     */
    public TimeSeries withServer(List<Interval> server, Duration earlier) {
        if (isEmpty() || server.isEmpty()) {
            return this;
        }
        List<Interval> shifted = earlier.compareTo(TOLERANCE) > 0 ? shifted(server, earlier) : server;
        Aligned aligned = Aligned.of(
                intervals, shifted, (one, observed) -> isSame(one, observed) ? one.withServer(observed) : one);
        List<Interval> all = new ArrayList<>(aligned.both());
        all.addAll(aligned.restOfFirst());
        return new TimeSeries(startedAt, all, notes);
    }

    /** What the server used before the start is left out. In an interval that had already begun by then, the usage is unknown. */
    private static List<Interval> shifted(List<Interval> server, Duration earlier) {
        List<Interval> shifted = new ArrayList<>();
        for (Interval interval : server) {
            Duration begin = interval.begin().minus(earlier);
            Duration end = begin.plus(interval.length());
            if (!begin.isNegative()) {
                shifted.add(Interval.ofServer(begin, interval.length(), interval.server()));
            } else if (end.compareTo(Duration.ZERO) > 0) {
                shifted.add(Interval.ofServer(Duration.ZERO, end, ProcessLoad.UNKNOWN));
            }
        }
        return shifted;
    }

    private static boolean isSame(Interval one, Interval other) {
        return one.end().minus(other.end()).abs().compareTo(TOLERANCE) <= 0;
    }

    /**
     * Two lists of intervals side by side.
     *
     * @param both intervals that both have
     * @param restOfFirst intervals of the first list after the end of the second one
     * @param restOfSecond intervals of the second list after the end of the first one
     */
    private record Aligned(List<Interval> both, List<Interval> restOfFirst, List<Interval> restOfSecond) {

        /** @param operator is also given two last intervals whose ends differ */
        static Aligned of(List<Interval> first, List<Interval> second, BinaryOperator<Interval> operator) {
            List<Interval> both = new ArrayList<>();
            int i = 0;
            int j = 0;
            while (i < first.size() && j < second.size()) {
                Interval one = first.get(i++);
                Interval other = second.get(j++);
                boolean more = true;
                while (more && !isSame(one, other)) {
                    boolean firstIsBehind = one.end().compareTo(other.end()) < 0;
                    more = firstIsBehind ? i < first.size() : j < second.size();
                    if (more && firstIsBehind) {
                        one = one.followedBy(first.get(i++));
                    } else if (more) {
                        other = other.followedBy(second.get(j++));
                    }
                }
                both.add(operator.apply(one, other));
            }
            return new Aligned(both, first.subList(i, first.size()), second.subList(j, second.size()));
        }
    }
}
