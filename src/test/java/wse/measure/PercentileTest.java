package wse.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.HdrHistogram.Histogram;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PercentileTest {

    /** A single slow value among fast ones. */
    private static Histogram values(int count) {
        Histogram histogram = LatencyRecorder.newHistogram();
        histogram.recordValueWithCount(1, count - 1);
        histogram.recordValue(1_000);
        return histogram;
    }

    @ParameterizedTest
    @CsvSource({
        "P50, 2, 50.0, p50, p50",
        "P90, 10, 90.0, p90, p90",
        "P95, 20, 95.0, p95, p95",
        "P99, 100, 99.0, p99, p99",
        "P99_9, 1000, 99.9, p99.9, p99_9",
        "P99_99, 10000, 99.99, p99.99, p99_99"
    })
    void shouldHaveANameAndNeedOneValueAboveIt(
            Percentile percentile, int leastValues, double percent, String label, String key) {
        assertThat(percentile.leastValues()).isEqualTo(leastValues);
        assertThat(percentile.percent()).isEqualTo(percent);
        assertThat(percentile.label()).isEqualTo(label);
        assertThat(percentile.key()).isEqualTo(key);
        assertThat((1 - percent / 100) * leastValues).isBetween(0.9999, 1.0001);
    }

    @ParameterizedTest
    @EnumSource
    void shouldBeKnownOnlyIfAValueLiesAboveIt(Percentile percentile) {
        int least = percentile.leastValues();

        assertThat(percentile.of(values(least - 1))).isEmpty();
        assertThat(percentile.of(values(least))).hasValue(1);
        assertThat(percentile.of(LatencyRecorder.newHistogram())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0,", "1,", "2, P50", "19, P50", "20, P95", "99, P95", "100, P99", "1000000, P99"})
    void shouldFindTheHighest(int count, Percentile highest) {
        Histogram histogram = LatencyRecorder.newHistogram();
        histogram.recordValueWithCount(5, count);

        assertThat(Percentile.highest(histogram, Percentile.P50, Percentile.P95, Percentile.P99)
                        .orElse(null))
                .isEqualTo(highest);
    }
}
