package wse.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class LiveFiguresTest {

    private static final Outcome LOST = Outcome.memberLost("a");

    private final LiveOutcomes live = new LiveOutcomes();

    private static TierMeasurement measured(OutcomeCounts outcomes, OutcomeCounts pings, long... micros) {
        Histogram histogram = LatencyRecorder.newHistogram();
        for (long value : micros) {
            histogram.recordValue(value);
        }
        return new TierMeasurement(
                outcomes.of(Outcome.OK),
                outcomes,
                pings,
                new Messages(50, 50, 0, 0),
                Map.of(LatencyKind.SERVICE, histogram),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1));
    }

    private static OutcomeCounts counts(Outcome outcome, long count) {
        OutcomeCounts counts = new OutcomeCounts();
        counts.add(outcome, count);
        return counts;
    }

    @Test
    void shouldCountALostConnectionAsASuccessfulAttempt() {
        live.add(Outcome.OK, 10);
        live.add(Outcome.RESET, 1);
        live.lost(Outcome.RESET);
        live.lost(Outcome.PONG_TIMEOUT);

        assertThat(live.figures().outcomes().asMap())
                .isEqualTo(Map.of(Outcome.OK, 8L, Outcome.PONG_TIMEOUT, 1L, Outcome.RESET, 2L));
        assertThat(live.figures().attempts().asMap()).isEqualTo(Map.of(Outcome.OK, 10L, Outcome.RESET, 1L));
        assertThat(live.figures().lost().total()).isEqualTo(2);
    }

    @Test
    void shouldCountConnectionsOfAnEarlierStepOnlyThere() {
        live.stand(100);
        live.add(Outcome.OK, 20);
        live.lost(Outcome.RESET);

        assertThat(live.figures().attempts().asMap()).isEqualTo(Map.of(Outcome.OK, 20L));
    }

    @Test
    void shouldEndWithTheCountsOfTheResult() {
        live.add(Outcome.OK, 9);
        live.newLoop().ping(Outcome.OK);

        LiveFigures ended = live.figures().endingWith(measured(counts(Outcome.OK, 10), counts(Outcome.OK, 70), 300));

        assertThat(ended.outcomes().asMap()).isEqualTo(Map.of(Outcome.OK, 10L));
        assertThat(ended.counts()).isEqualTo(new LiveCounts(0, 70, 0, 0));
        assertThat(ended.latencies().get(LatencyKind.SERVICE).count()).isEqualTo(1);
    }

    @Test
    void shouldKeepWhatALostMemberHadReported() {
        live.add(Outcome.OK, 6);
        live.newLoop().ping(Outcome.OK);

        LiveFigures ended = live.figures().endingWith(measured(counts(LOST, 10), new OutcomeCounts()));

        assertThat(ended.counts().pingsAnswered()).isEqualTo(1);
        assertThat(ended.lost().asMap()).isEqualTo(Map.of(LOST, 6L));
        assertThat(ended.attempts().asMap()).isEqualTo(Map.of(Outcome.OK, 6L, LOST, 4L));
    }

    @Test
    void shouldAddUpProcesses() {
        live.add(Outcome.OK, 6);
        LiveLatencies latencies = new LiveLatencies((kind, interval) -> {});
        Histogram histogram = LatencyRecorder.newHistogram();
        histogram.recordValue(300);
        latencies.interval(LatencyKind.CONNECT, histogram);
        LiveFigures one = live.figures().withLatencies(latencies.now());

        LiveFigures sum = one.plus(one);

        assertThat(sum.outcomes().of(Outcome.OK)).isEqualTo(12);
        assertThat(sum.latencies().get(LatencyKind.CONNECT).count()).isEqualTo(2);
    }
}
