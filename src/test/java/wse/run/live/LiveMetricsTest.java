package wse.run.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import wse.measure.LatencyBuckets;
import wse.measure.LiveFigures;
import wse.measure.Outcome;
import wse.measure.OutcomeCounts;
import wse.run.progress.LiveView.Phase;
import wse.run.progress.ProgressListener;
import wse.run.tiers.Tier;

class LiveMetricsTest {

    private static final Tier STORM = LiveRuns.tier(100, false);

    private final LiveMetrics metrics = new LiveMetrics(LiveRuns.RUN);

    private double value(Metric metric, Map<String, String> labels) {
        return points(metric).stream()
                .filter(point -> point.labels().entrySet().containsAll(labels.entrySet()))
                .mapToDouble(Family.Point::value)
                .sum();
    }

    private List<Family.Point> points(Metric metric) {
        return metrics.families().stream()
                .filter(family -> family.metric() == metric)
                .flatMap(family -> family.points().stream())
                .toList();
    }

    private double connects(Tier tier, Outcome outcome) {
        return value(Metric.CONNECTS, Map.of("tier", tier.name(), "outcome", outcome.name()));
    }

    private static void show(ProgressListener.Follower follower, Phase phase, LiveFigures figures) {
        follower.show(LiveRuns.moment(phase, figures), figures);
    }

    @Test
    void shouldShowTheTierThatIsBeingCarriedOut() {
        show(metrics.begin(STORM), Phase.UP, LiveRuns.figures(80, 5, 15));

        assertThat(points(Metric.CONNECTIONS_OPEN))
                .containsExactly(new Family.Point(Map.of("test", "connection-storm", "tier", "storm 100"), 80));
        assertThat(value(Metric.CONNECTIONS_PLANNED, Map.of())).isEqualTo(100);
        assertThat(value(Metric.TIER_PHASE, Map.of("phase", "up"))).isEqualTo(1);
        assertThat(value(Metric.TIER_PHASE, Map.of())).isEqualTo(1);
        assertThat(value(Metric.TIER_REMAINING, Map.of())).isEqualTo(12.5);
        assertThat(value(Metric.MEMORY_RISE, Map.of())).isEqualTo(1.5e9);
    }

    @Test
    void shouldTellLostConnectionsFromFailedAttempts() {
        show(metrics.begin(STORM), Phase.UP, LiveRuns.figures(80, 5, 15));

        assertThat(connects(STORM, Outcome.OK)).isEqualTo(95);
        assertThat(connects(STORM, Outcome.CONNECT_REFUSED)).isEqualTo(5);
        assertThat(connects(STORM, Outcome.RESET)).isZero();
        assertThat(value(Metric.CONNECTIONS_LOST, Map.of("outcome", "RESET"))).isEqualTo(15);
    }

    @Test
    void shouldKeepTheCountersOfEarlierTiersButNotTheirGauges() {
        show(metrics.begin(STORM), Phase.CONNECTING, LiveRuns.figures(50, 0, 0));
        metrics.ended(STORM, LiveRuns.result(STORM, LiveRuns.outcomes(97, 3)));
        Tier next = LiveRuns.tier(200, false);
        show(metrics.begin(next), Phase.CONNECTING, LiveRuns.figures(60, 0, 0));

        assertThat(connects(STORM, Outcome.OK)).isEqualTo(97);
        assertThat(connects(STORM, Outcome.RESET)).isEqualTo(3);
        assertThat(connects(next, Outcome.OK)).isEqualTo(60);
        assertThat(value(Metric.MESSAGES_CONFIRMED, Map.of())).isEqualTo(1_000);
        assertThat(points(Metric.CONNECTIONS_OPEN)).hasSize(1);
        assertThat(value(Metric.TIERS_ENDED, Map.of("verdict", "VALID"))).isEqualTo(1);
    }

    @Test
    void shouldAddUpTheRoundsOfAWarmUpWithoutAVerdict() {
        Tier warmUp = LiveRuns.tier(10, true);
        for (int round = 0; round < 3; round++) {
            metrics.begin(warmUp);
            metrics.ended(warmUp, LiveRuns.result(warmUp, LiveRuns.outcomes(10, 0)));
        }

        assertThat(connects(warmUp, Outcome.OK)).isEqualTo(30);
        assertThat(points(Metric.TIERS_ENDED)).isEmpty();
    }

    @Test
    void shouldIgnoreWhatArrivesAfterTheEndOfATier() {
        ProgressListener.Follower late = metrics.begin(STORM);
        metrics.ended(STORM, LiveRuns.result(STORM, LiveRuns.outcomes(100, 0)));

        show(late, Phase.CONNECTING, LiveRuns.figures(90, 0, 0));

        assertThat(connects(STORM, Outcome.OK)).isEqualTo(100);
        assertThat(points(Metric.CONNECTIONS_OPEN)).isEmpty();
    }

    @Test
    void shouldKeepWhatATierHadCountedThatEndedWithoutAResult() {
        show(metrics.begin(STORM), Phase.UP, LiveRuns.figures(80, 0, 0));
        metrics.begin(LiveRuns.tier(200, false));

        assertThat(connects(STORM, Outcome.OK)).isEqualTo(80);
    }

    @Test
    void shouldNeverDecreaseACounter() {
        ProgressListener.Follower follower = metrics.begin(STORM);
        show(follower, Phase.UP, LiveRuns.figures(80, 5, 15));
        show(follower, Phase.UP, LiveFigures.of(new OutcomeCounts(), LiveFigures.NONE.counts()));

        assertThat(connects(STORM, Outcome.OK)).isEqualTo(95);
        assertThat(value(Metric.PINGS_ANSWERED, Map.of())).isEqualTo(30);
        assertThat(points(Metric.LATENCY))
                .extracting(Family.Point::latencies)
                .containsExactly(LiveRuns.latencies(90, 1_500));
        assertThat(value(Metric.CONNECTIONS_OPEN, Map.of())).isZero();
    }

    @Test
    void shouldShowTheRunBeforeItsFirstTier() {
        assertThat(metrics.families()).extracting(Family::metric).containsExactly(Metric.RUN, Metric.RUN_START);
        assertThat(points(Metric.RUN).get(0).latencies()).isEqualTo(LatencyBuckets.EMPTY);
    }
}
