package wse.measure;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Counts attempts by outcome. Not thread-safe: each event loop has its own, and they are {@linkplain
 * #add(OutcomeCounts) added up} at the end. Counting allocates only when an outcome occurs for the first time. Each
 * outcome may have the details of one attempt as an example.
 */
public final class OutcomeCounts {

    /** Up to this many lost members have a row of their own. */
    private static final int FEW_MEMBERS = 3;

    /** By far the most frequent outcome, so it is not looked up. */
    private long ok;

    private final SortedMap<Outcome, Counter> others = new TreeMap<>();
    private final SortedMap<Outcome, OutcomeDetail> details = new TreeMap<>();

    /** A mutable count, because a boxed one would be allocated for each attempt. */
    private static final class Counter {
        private long count;
    }

    public void count(Outcome outcome) {
        add(outcome, 1);
    }

    /** @param times how many attempts ended this way; zero adds no row */
    public void add(Outcome outcome, long times) {
        if (outcome.isOk()) {
            ok += times;
        } else if (times != 0) {
            others.computeIfAbsent(outcome, first -> new Counter()).count += times;
        }
    }

    public void add(OutcomeCounts other) {
        other.asMap().forEach(this::add);
        other.details.forEach(this::explain);
    }

    /** Keeps the detail as the example for all attempts with this outcome, unless there already is one. */
    public void explain(Outcome outcome, OutcomeDetail detail) {
        if (!detail.isEmpty()) {
            details.putIfAbsent(outcome, detail);
        }
    }

    /** The details of one attempt with this outcome; {@link OutcomeDetail#NONE} if there are none. */
    public OutcomeDetail detail(Outcome outcome) {
        return details.getOrDefault(outcome, OutcomeDetail.NONE);
    }

    /** An example for each outcome that was counted and has details; an immutable copy. */
    public Map<Outcome, OutcomeDetail> details() {
        SortedMap<Outcome, OutcomeDetail> counted = new TreeMap<>(details);
        counted.keySet().retainAll(asMap().keySet());
        return Collections.unmodifiableSortedMap(counted);
    }

    /** The sum of both, as a new object. */
    public OutcomeCounts plus(OutcomeCounts other) {
        OutcomeCounts sum = new OutcomeCounts();
        sum.add(this);
        sum.add(other);
        return sum;
    }

    /** A copy with changed text in its examples. */
    OutcomeCounts withWords(UnaryOperator<String> words) {
        OutcomeCounts copy = new OutcomeCounts();
        asMap().forEach(copy::add);
        details.forEach((outcome, detail) -> copy.explain(outcome, detail.withWords(words)));
        return copy;
    }

    public long of(Outcome outcome) {
        return asMap().getOrDefault(outcome, 0L);
    }

    /** The number of attempts. */
    public long total() {
        return ok + others.values().stream().mapToLong(counter -> counter.count).sum();
    }

    /** The rows of the report, {@code OK} first; an immutable copy. */
    public Map<Outcome, Long> asMap() {
        SortedMap<Outcome, Long> rows = new TreeMap<>();
        if (ok != 0) {
            rows.put(Outcome.OK, ok);
        }
        others.forEach((outcome, counter) -> rows.put(outcome, counter.count));
        return Collections.unmodifiableSortedMap(rows);
    }

    /**
     * The rows other than {@code OK}, as people read them. If there are more than three lost members, they share one
     * row, as in {@code MEMBER_LOST (26 processes)}.
     */
    public Map<String, Long> failures() {
        Map<String, Long> rows = new LinkedHashMap<>();
        long members = others.keySet().stream().filter(Outcome::isOfALostMember).count();
        others.forEach((outcome, counter) -> rows.merge(
                outcome.isOfALostMember() && members > FEW_MEMBERS
                        ? "MEMBER_LOST (" + members + " processes)"
                        : outcome.name(),
                counter.count,
                Long::sum));
        return rows;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OutcomeCounts that
                && that.asMap().equals(asMap())
                && that.details().equals(details());
    }

    @Override
    public int hashCode() {
        return asMap().hashCode();
    }

    @Override
    public String toString() {
        return asMap().toString();
    }
}
