package wse.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class LatencyRecorderTest {

    private final LatencyRecorder recorder = new LatencyRecorder();

    @Test
    void shouldRoundNanosecondsToTheNearestMicrosecond() {
        recorder.record(1_000, 2_499);
        recorder.record(1_000, 2_500);
        Histogram histogram = recorder.interval();
        assertThat(histogram.getCountAtValue(1)).isEqualTo(1);
        assertThat(histogram.getCountAtValue(2)).isEqualTo(1);
    }

    @Test
    void shouldCountAndKeepValuesOutOfRange() {
        recorder.recordMicros(LatencyRecorder.MAX_MICROS);
        recorder.recordMicros(LatencyRecorder.MAX_MICROS + 1);
        assertThat(recorder.saturated()).isEqualTo(1);
        assertThat(recorder.interval().getTotalCount()).isEqualTo(2);
    }

    @Test
    void shouldRecordNothingBelowZero() {
        recorder.record(5_000, 1_000);
        assertThat(recorder.interval().getCountAtValue(0)).isEqualTo(1);
    }

    @Test
    void shouldAddUpAllRecordersValueByValue() {
        List<LatencyKind> logged = new ArrayList<>();
        LatencyCollector collector = new LatencyCollector((kind, histogram) -> logged.add(kind));
        LatencyRecorder one = collector.newRecorder(LatencyKind.SERVICE);
        LatencyRecorder two = collector.newRecorder(LatencyKind.SERVICE);
        collector.newRecorder(LatencyKind.CONNECT);
        Histogram expected = LatencyRecorder.newHistogram();
        for (long micros = 1; micros < 100_000; micros = micros * 3 + 1) {
            one.recordMicros(micros);
            two.recordMicros(micros * 2);
            expected.recordValue(micros);
            expected.recordValue(micros * 2);
            collector.sample();
        }
        Map<LatencyKind, Histogram> totals = collector.totals();
        assertThat(totals.get(LatencyKind.SERVICE)).isEqualTo(expected);
        assertThat(totals.get(LatencyKind.CONNECT).getTotalCount()).isZero();
        assertThat(logged).containsOnly(LatencyKind.SERVICE);
    }
}
