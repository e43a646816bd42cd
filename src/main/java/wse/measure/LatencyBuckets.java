package wse.measure;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/**
 * Latencies counted in a few fixed ranges, for monitoring systems. The reports use the exact histograms instead. Immutable.
 *
 * @param counts number of values in each range: up to the first of {@link #BOUNDS_MICROS}, then above one bound and up to
 *     the next, and finally above the last. A value may be up to 0.1 % above the bound of its range
 * @param sumMicros sum of the values, accurate to 0.1 %
 */
public record LatencyBuckets(List<Long> counts, long sumMicros) {

    /** The upper bounds of all ranges but the last, in microseconds, ascending. */
    public static final List<Long> BOUNDS_MICROS = LongStream.of(
                    20,
                    50,
                    100,
                    200,
                    500,
                    1_000,
                    2_000,
                    5_000,
                    10_000,
                    20_000,
                    50_000,
                    100_000,
                    200_000,
                    500_000,
                    1_000_000,
                    2_000_000,
                    5_000_000,
                    10_000_000,
                    20_000_000,
                    50_000_000)
            .boxed()
            .toList();

    /** No values. */
    public static final LatencyBuckets EMPTY = new LatencyBuckets(Collections.nCopies(BOUNDS_MICROS.size() + 1, 0L), 0);

    /** @throws IllegalArgumentException if there is not one count for each range, or a negative one */
    public LatencyBuckets {
        counts = List.copyOf(counts);
        if (counts.size() != BOUNDS_MICROS.size() + 1) {
            throw new IllegalArgumentException(
                    "there must be " + (BOUNDS_MICROS.size() + 1) + " ranges: counts=" + counts.size());
        }
        if (counts.stream().anyMatch(count -> count < 0)) {
            throw new IllegalArgumentException("counts must not be negative: counts=" + counts);
        }
    }

    /** Counts the values of a histogram in microseconds. */
    public static LatencyBuckets of(Histogram histogram) {
        long[] counts = new long[BOUNDS_MICROS.size() + 1];
        long sum = 0;
        int range = 0;
        for (HistogramIterationValue value : histogram.recordedValues()) {
            long lowest = histogram.lowestEquivalentValue(value.getValueIteratedTo());
            while (range < BOUNDS_MICROS.size() && lowest > BOUNDS_MICROS.get(range)) {
                range++;
            }
            long count = value.getCountAddedInThisIterationStep();
            counts[range] += count;
            sum += count * histogram.medianEquivalentValue(lowest);
        }
        return new LatencyBuckets(LongStream.of(counts).boxed().toList(), sum);
    }

    /** Counts the values of several histograms, by kind. */
    static Map<LatencyKind, LatencyBuckets> of(Map<LatencyKind, Histogram> histograms) {
        Map<LatencyKind, LatencyBuckets> buckets = new EnumMap<>(LatencyKind.class);
        histograms.forEach((kind, histogram) -> {
            if (histogram.getTotalCount() > 0) {
                buckets.put(kind, of(histogram));
            }
        });
        return buckets;
    }

    /** Number of values. */
    public long count() {
        return counts.stream().mapToLong(Long::longValue).sum();
    }

    /** The values of both. */
    public LatencyBuckets plus(LatencyBuckets other) {
        return new LatencyBuckets(
                IntStream.range(0, counts.size())
                        .mapToObj(range -> counts.get(range) + other.counts.get(range))
                        .toList(),
                sumMicros + other.sumMicros);
    }

    /** The higher count of each range, for two readings of the same growing counts. */
    public LatencyBuckets max(LatencyBuckets other) {
        return new LatencyBuckets(
                IntStream.range(0, counts.size())
                        .mapToObj(range -> Math.max(counts.get(range), other.counts.get(range)))
                        .toList(),
                Math.max(sumMicros, other.sumMicros));
    }
}
