package wse.measure;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Outcomes of a tier's connections while it is carried out, for those who watch: event loops count, anybody reads. What
 * the tier gave is put together when it is through; these counts only tell how far it is. Thread-safe.
 */
public final class LiveOutcomes {

    private final Map<Outcome, LongAdder> counts = new ConcurrentHashMap<>();
    private final LongAdder stood = new LongAdder();

    /** So many more connections have this outcome. */
    public void add(Outcome outcome, long connections) {
        counts.computeIfAbsent(outcome, key -> new LongAdder()).add(connections);
    }

    /** So many stand already, which others have brought up. */
    public void stand(long connections) {
        stood.add(connections);
        add(Outcome.OK, connections);
    }

    /** How many stood already. */
    public long stood() {
        return stood.sum();
    }

    /** One that had come up is gone. */
    public void lost(Outcome outcome) {
        add(Outcome.OK, -1);
        add(outcome, 1);
    }

    /** A copy of what is counted so far; connections without an outcome yet are not in it. */
    public OutcomeCounts now() {
        OutcomeCounts now = new OutcomeCounts();
        counts.forEach((outcome, count) -> now.add(outcome, count.sum()));
        return now;
    }
}
