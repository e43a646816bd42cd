package wse.measure;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.BinaryOperator;

/**
 * What a running tier has counted so far, for progress reports. The tier's result is composed separately. Immutable, if
 * nobody changes the outcomes.
 *
 * @param outcomes the current outcome of each connection that has one; connections that were lost are no longer {@code OK}
 * @param lost those of {@code outcomes} that had been {@code OK} before
 * @param stood connections that were already open when the tier began; the outcomes include them
 * @param latencies a kind without values is absent
 */
public record LiveFigures(
        OutcomeCounts outcomes,
        OutcomeCounts lost,
        long stood,
        LiveCounts counts,
        Map<LatencyKind, LatencyBuckets> latencies) {

    /** Nothing has happened. */
    public static final LiveFigures NONE = of(new OutcomeCounts(), LiveCounts.NONE);

    public LiveFigures {
        Objects.requireNonNull(outcomes, "outcomes");
        Objects.requireNonNull(lost, "lost");
        Objects.requireNonNull(counts, "counts");
        latencies = Map.copyOf(latencies);
    }

    /** The figures of a tier that does not tell lost connections from those that never became ready. */
    public static LiveFigures of(OutcomeCounts outcomes, LiveCounts counts) {
        return new LiveFigures(outcomes, new OutcomeCounts(), 0, counts, Map.of());
    }

    public LiveFigures withLatencies(Map<LatencyKind, LatencyBuckets> others) {
        return new LiveFigures(outcomes, lost, stood, counts, others);
    }

    /** The figures of this process and of another. */
    public LiveFigures plus(LiveFigures other) {
        return new LiveFigures(
                outcomes.plus(other.outcomes),
                lost.plus(other.lost),
                stood + other.stood,
                counts.plus(other.counts),
                merged(latencies, other.latencies, LatencyBuckets::plus));
    }

    /** How many connections this tier has made ready, including those that were lost later. */
    private long madeReady() {
        return outcomes.of(Outcome.OK) + lost.total() - stood;
    }

    /** The outcomes of the connection attempts themselves: a connection that was lost later counts as {@code OK}. */
    public OutcomeCounts attempts() {
        OutcomeCounts attempts = new OutcomeCounts();
        attempts.add(Outcome.OK, Math.max(0, madeReady()));
        outcomes.asMap().forEach((outcome, count) -> {
            if (!outcome.isOk()) {
                attempts.add(outcome, Math.max(0, count - lost.of(outcome)));
            }
        });
        return attempts;
    }

    /**
     * The figures at the end of the tier. Counts do not decrease: what a process that was lost had reported before remains.
     *
     * @param measured the result, of which these are the last figures before its end
     */
    public LiveFigures endingWith(TierMeasurement measured) {
        OutcomeCounts pings = measured.pingOutcomes();
        long answered = pings.of(Outcome.OK);
        long confirmed = measured.flood().isPresent() ? measured.messages().confirmed() : 0;
        OutcomeCounts ended = measured.outcomes();
        return new LiveFigures(
                ended,
                lost.plus(newlyLost(ended)),
                stood,
                new LiveCounts(
                        ended.total() - ended.of(Outcome.OK),
                        Math.max(counts.pingsAnswered(), answered),
                        Math.max(counts.pingsFailed(), pings.total() - answered),
                        Math.max(counts.messagesConfirmed(), confirmed)),
                merged(latencies, LatencyBuckets.of(measured.latencies()), LatencyBuckets::max));
    }

    /** Connections that were ready and no longer are, although nobody reported their loss: their process was lost. */
    private OutcomeCounts newlyLost(OutcomeCounts ended) {
        OutcomeCounts newly = new OutcomeCounts();
        long missing = outcomes.of(Outcome.OK) - ended.of(Outcome.OK);
        if (missing > 0) {
            ended.asMap().entrySet().stream()
                    .filter(row -> !row.getKey().isOk())
                    .max(Comparator.comparingLong(row -> row.getValue() - outcomes.of(row.getKey())))
                    .ifPresent(row -> newly.add(row.getKey(), Math.min(missing, row.getValue())));
        }
        return newly;
    }

    private static Map<LatencyKind, LatencyBuckets> merged(
            Map<LatencyKind, LatencyBuckets> one,
            Map<LatencyKind, LatencyBuckets> other,
            BinaryOperator<LatencyBuckets> merge) {
        Map<LatencyKind, LatencyBuckets> all = new EnumMap<>(LatencyKind.class);
        all.putAll(one);
        other.forEach((kind, buckets) -> all.merge(kind, buckets, merge));
        return all;
    }
}
