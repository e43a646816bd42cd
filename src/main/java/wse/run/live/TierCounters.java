package wse.run.live;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.LongBinaryOperator;
import java.util.stream.Stream;
import wse.measure.LatencyBuckets;
import wse.measure.LatencyKind;
import wse.measure.LiveCounts;
import wse.measure.LiveFigures;
import wse.measure.OutcomeCounts;

/**
 * What has been counted in one tier, or in all rounds of it. Monitoring systems assume that a counter that decreases
 * was restarted, so readings are combined with {@link #max}. Immutable, if nobody changes the outcomes.
 *
 * @param attempts outcomes of the connection attempts
 * @param lost connections that were lost later
 */
record TierCounters(
        OutcomeCounts attempts,
        OutcomeCounts lost,
        long pingsAnswered,
        long pingsFailed,
        long messagesConfirmed,
        Map<LatencyKind, LatencyBuckets> latencies) {

    static final TierCounters NONE = of(LiveFigures.NONE);

    static TierCounters of(LiveFigures figures) {
        LiveCounts counts = figures.counts();
        return new TierCounters(
                figures.attempts(),
                figures.lost(),
                counts.pingsAnswered(),
                counts.pingsFailed(),
                counts.messagesConfirmed(),
                figures.latencies());
    }

    /** The counts of both. */
    TierCounters plus(TierCounters other) {
        return with(other, Long::sum, LatencyBuckets::plus);
    }

    /** The higher of two readings of the same counters. */
    TierCounters max(TierCounters other) {
        return with(other, Math::max, LatencyBuckets::max);
    }

    private TierCounters with(TierCounters other, LongBinaryOperator counts, BinaryOperator<LatencyBuckets> buckets) {
        Map<LatencyKind, LatencyBuckets> all = new EnumMap<>(LatencyKind.class);
        all.putAll(latencies);
        other.latencies.forEach((kind, more) -> all.merge(kind, more, buckets));
        return new TierCounters(
                merged(attempts, other.attempts, counts),
                merged(lost, other.lost, counts),
                counts.applyAsLong(pingsAnswered, other.pingsAnswered),
                counts.applyAsLong(pingsFailed, other.pingsFailed),
                counts.applyAsLong(messagesConfirmed, other.messagesConfirmed),
                all);
    }

    private static OutcomeCounts merged(OutcomeCounts one, OutcomeCounts other, LongBinaryOperator counts) {
        OutcomeCounts merged = new OutcomeCounts();
        Stream.of(one, other)
                .flatMap(rows -> rows.asMap().keySet().stream())
                .distinct()
                .forEach(outcome -> merged.add(outcome, counts.applyAsLong(one.of(outcome), other.of(outcome))));
        return merged;
    }
}
