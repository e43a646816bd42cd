package wse.measure;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counts attempts by outcome. Not thread-safe: one per event loop, {@linkplain #add(OutcomeCounts) added up} at the end. */
public final class OutcomeCounts {

    private final SortedMap<Outcome, Long> counts = new TreeMap<>();

    public void count(Outcome outcome) {
        add(outcome, 1);
    }

    /** @param times how many attempts ended so; zero leaves no row */
    public void add(Outcome outcome, long times) {
        if (times != 0) {
            counts.merge(outcome, times, Long::sum);
        }
    }

    public void add(OutcomeCounts other) {
        other.counts.forEach(this::add);
    }

    public long of(Outcome outcome) {
        return counts.getOrDefault(outcome, 0L);
    }

    /** The number of attempts. */
    public long total() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The rows of the report, {@code OK} first; an immutable copy. */
    public Map<Outcome, Long> asMap() {
        return Collections.unmodifiableSortedMap(new TreeMap<>(counts));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OutcomeCounts that && that.counts.equals(counts);
    }

    @Override
    public int hashCode() {
        return counts.hashCode();
    }

    @Override
    public String toString() {
        return counts.toString();
    }
}
