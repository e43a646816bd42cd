package wse.measure;

import org.HdrHistogram.Histogram;

/**
 * The main figures of a histogram, in microseconds, for reports and for {@code results.json}. Summaries are never merged or
 * averaged; only histograms are merged.
 *
 * @param count number of values, including time-outs
 * @param p999 the 99.9th percentile
 * @param p9999 the 99.99th percentile
 */
public record LatencySummary(
        long count,
        long min,
        double mean,
        double stddev,
        long p50,
        long p90,
        long p95,
        long p99,
        long p999,
        long p9999,
        long max) {

    /** The summary of a histogram; all zero if it is empty. */
    public static LatencySummary of(Histogram histogram) {
        long count = histogram.getTotalCount();
        if (count == 0) {
            return new LatencySummary(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        }
        return new LatencySummary(
                count,
                histogram.getMinValue(),
                histogram.getMean(),
                histogram.getStdDeviation(),
                histogram.getValueAtPercentile(50),
                histogram.getValueAtPercentile(90),
                histogram.getValueAtPercentile(95),
                histogram.getValueAtPercentile(99),
                histogram.getValueAtPercentile(99.9),
                histogram.getValueAtPercentile(99.99),
                histogram.getMaxValue());
    }
}
