package wse.measure;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/**
 * The percentiles that are reported. Each needs enough values: with fewer than 1 / (1 - q), no value lies above the
 * q-quantile, so it would only repeat the maximum.
 */
public enum Percentile {
    P50(2),
    P90(10),
    P95(20),
    P99(100),
    P99_9(1_000),
    P99_99(10_000);

    private final int leastValues;

    Percentile(int leastValues) {
        this.leastValues = leastValues;
    }

    /** How many values this percentile needs. */
    public int leastValues() {
        return leastValues;
    }

    /** From 0 to 100. */
    public double percent() {
        return 100 - 100.0 / leastValues;
    }

    /** As in {@code p99.9}. */
    public String label() {
        return key().replace('_', '.');
    }

    /** Its key in {@code results.json}, as in {@code p99_9}. */
    public String key() {
        return "p" + name().substring(1);
    }

    /** The value of this percentile in a histogram; empty if the histogram has too few values for it. */
    public OptionalLong of(Histogram histogram) {
        return isCarriedBy(histogram)
                ? OptionalLong.of(histogram.getValueAtPercentile(percent()))
                : OptionalLong.empty();
    }

    /** Whether the histogram has enough values for this percentile. */
    public boolean isCarriedBy(Histogram histogram) {
        return histogram.getTotalCount() >= leastValues;
    }

    /** The highest of these percentiles for which the histogram has enough values. */
    public static Optional<Percentile> highest(Histogram histogram, Percentile... ascending) {
        return Stream.of(ascending)
                .filter(percentile -> percentile.isCarriedBy(histogram))
                .reduce((lower, higher) -> higher);
    }
}
