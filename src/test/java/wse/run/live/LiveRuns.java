package wse.run.live;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.HdrHistogram.Histogram;
import wse.measure.Bound;
import wse.measure.ClientResult;
import wse.measure.ClientUsage;
import wse.measure.Judgement;
import wse.measure.LatencyBuckets;
import wse.measure.LatencyKind;
import wse.measure.LatencyRecorder;
import wse.measure.LiveCounts;
import wse.measure.LiveFigures;
import wse.measure.Messages;
import wse.measure.Outcome;
import wse.measure.OutcomeCounts;
import wse.measure.ServerUsage;
import wse.measure.TierMeasurement;
import wse.measure.TierResult;
import wse.measure.TierShape;
import wse.plan.Ramp;
import wse.plan.StormPlan;
import wse.run.progress.LiveView;
import wse.run.tiers.Tier;

/** Tiers, and what they have counted, for the tests of this package. */
final class LiveRuns {

    static final LiveMetrics.Run RUN =
            new LiveMetrics.Run("connection-storm", "20261128-1200-storm", Instant.ofEpochSecond(1_790_000_000));

    private LiveRuns() {}

    static Tier tier(int connections, boolean warmUp) {
        return new Tier(
                (warmUp ? "warm-up " : "storm ") + connections,
                new StormPlan(new Ramp(connections, 0, 0, Duration.ofSeconds(10), Duration.ofSeconds(10))),
                new TierShape.Storm(connections),
                warmUp);
    }

    static OutcomeCounts outcomes(long ok, long reset) {
        OutcomeCounts outcomes = new OutcomeCounts();
        outcomes.add(Outcome.OK, ok);
        outcomes.add(Outcome.RESET, reset);
        return outcomes;
    }

    static LiveView.Moment moment(LiveView.Phase phase, LiveFigures figures) {
        return new LiveView.Moment(
                phase, figures.outcomes(), 0, 8_000_000_000L, 1_500_000_000L, Optional.of(Duration.ofMillis(12_500)));
    }

    /** Connections that are open, refused and lost, with pings and messages. */
    static LiveFigures figures(long open, long refused, long lost) {
        OutcomeCounts outcomes = outcomes(open, lost);
        outcomes.add(Outcome.CONNECT_REFUSED, refused);
        return new LiveFigures(
                outcomes,
                outcomes(0, lost),
                0,
                new LiveCounts(refused + lost, 30, 4, 500),
                Map.of(LatencyKind.CONNECT, latencies(90, 1_500)));
    }

    static LatencyBuckets latencies(long... micros) {
        Histogram histogram = LatencyRecorder.newHistogram();
        for (long value : micros) {
            histogram.recordValue(value);
        }
        return LatencyBuckets.of(histogram);
    }

    static TierResult result(Tier tier, OutcomeCounts outcomes) {
        TierMeasurement measured = new TierMeasurement(
                outcomes.of(Outcome.OK),
                outcomes,
                new OutcomeCounts(),
                Messages.NONE,
                Map.of(),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1));
        ClientResult client = new ClientResult(measured, Judgement.of(List.of(), Bound.UNKNOWN), ClientUsage.UNKNOWN);
        return new TierResult(tier.shape(), client, ServerUsage.UNKNOWN, List.of());
    }
}
