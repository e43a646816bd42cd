package wse.measure;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/**
 * Live counts of a tier's outcomes, for progress display only: the event loops count, and any thread may read. The tier's
 * result is composed separately when the tier has ended. Thread-safe.
 */
public final class LiveOutcomes {

    private final Map<Outcome, LongAdder> counts = new ConcurrentHashMap<>();
    private final Map<Outcome, OutcomeDetail> details = new ConcurrentHashMap<>();
    private final Map<Outcome, LongAdder> losses = new ConcurrentHashMap<>();
    private final LongAdder stood = new LongAdder();

    private final List<LoopCounts> loops = new CopyOnWriteArrayList<>();

    /** Pings are counted by the event loops, which must be asked for their counts. */
    private final List<Supplier<CompletableFuture<OutcomeCounts>>> pings = new CopyOnWriteArrayList<>();

    /** Adds pings. If the tier is ended early, {@code source} ends their counting and returns their outcomes so far. */
    public void pingsFrom(Supplier<CompletableFuture<OutcomeCounts>> source) {
        pings.add(source);
    }

    /** Ends the counting of all pings, and returns their outcomes so far in parts. */
    public List<CompletableFuture<OutcomeCounts>> endPings() {
        return pings.stream().map(Supplier::get).toList();
    }

    /** Adds a number of connections with this outcome. */
    public void add(Outcome outcome, long connections) {
        counts.computeIfAbsent(outcome, key -> new LongAdder()).add(connections);
    }

    /** Adds connections that earlier steps have opened and that are still open. */
    public void stand(long connections) {
        stood.add(connections);
        add(Outcome.OK, connections);
    }

    /** How many connections were already open. */
    public long stood() {
        return stood.sum();
    }

    /** An open connection was lost. */
    public void lost(Outcome outcome) {
        add(Outcome.OK, -1);
        add(outcome, 1);
        losses.computeIfAbsent(outcome, key -> new LongAdder()).increment();
    }

    /** Keeps the detail as the example for all attempts with this outcome, unless there already is one. */
    public void explain(Outcome outcome, OutcomeDetail detail) {
        if (!detail.isEmpty()) {
            details.putIfAbsent(outcome, detail);
        }
    }

    /** Live counts for one more event loop, or for one more series of pings on it. */
    public LoopCounts newLoop() {
        LoopCounts loop = new LoopCounts();
        loops.add(loop);
        return loop;
    }

    /** What has been counted so far, without latencies. */
    public LiveFigures figures() {
        OutcomeCounts now = now();
        OutcomeCounts lost = new OutcomeCounts();
        losses.forEach((outcome, count) -> lost.add(outcome, count.sum()));
        return new LiveFigures(now, lost, stood(), counts(now), Map.of());
    }

    /** What has been counted so far. */
    public LiveCounts counts() {
        return counts(now());
    }

    private LiveCounts counts(OutcomeCounts now) {
        LiveCounts counts = LiveCounts.of(now, new OutcomeCounts());
        for (LoopCounts loop : loops) {
            counts = counts.plus(loop.now());
        }
        return counts;
    }

    /** A copy of the counts so far, without connections that have no outcome yet. */
    public OutcomeCounts now() {
        OutcomeCounts now = new OutcomeCounts();
        counts.forEach((outcome, count) -> now.add(outcome, count.sum()));
        details.forEach(now::explain);
        return now;
    }
}
