package wse.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatencyBucketsTest {

    private static final int LAST = LatencyBuckets.BOUNDS_MICROS.size();

    private static LatencyBuckets of(long... micros) {
        Histogram histogram = LatencyRecorder.newHistogram();
        for (long value : micros) {
            histogram.recordValue(value);
        }
        return LatencyBuckets.of(histogram);
    }

    @Test
    void shouldCountAValueUpToItsBound() {
        LatencyBuckets.BOUNDS_MICROS.forEach(bound -> {
            int range = LatencyBuckets.BOUNDS_MICROS.indexOf(bound);

            assertThat(of(bound).counts().get(range)).isEqualTo(1);
            assertThat(of(bound + 1 + bound / 500).counts().get(range + 1)).isEqualTo(1);
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 20})
    void shouldCountShortLatenciesInTheFirstRange(long micros) {
        assertThat(of(micros).counts().get(0)).isEqualTo(1);
    }

    @Test
    void shouldCountTheLongestLatencyInTheLastRange() {
        assertThat(of(LatencyRecorder.MAX_MICROS).counts().get(LAST)).isEqualTo(1);
    }

    @Test
    void shouldAddUpCountsAndSums() {
        LatencyBuckets sum = of(100, 100, 2_000).plus(of(100)).plus(LatencyBuckets.EMPTY);

        assertThat(sum).isEqualTo(of(100, 100, 100, 2_000));
        assertThat(sum.count()).isEqualTo(4);
        assertThat(sum.sumMicros()).isEqualTo(2_300);
    }

    @Test
    void shouldTakeTheHigherCountOfEachRange() {
        LatencyBuckets higher = of(100, 100).max(of(100, 2_000));

        assertThat(higher.counts()).isEqualTo(of(100, 100, 2_000).counts());
    }

    @Test
    void shouldRefuseCountsOfOtherRanges() {
        assertThatThrownBy(() -> new LatencyBuckets(List.of(1L, 2L), 3)).isInstanceOf(IllegalArgumentException.class);
    }
}
