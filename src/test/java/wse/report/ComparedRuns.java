package wse.report;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import wse.measure.Bound;
import wse.measure.ClientResult;
import wse.measure.ClientUsage;
import wse.measure.Judgement;
import wse.measure.LatencyKind;
import wse.measure.LatencyRecorder;
import wse.measure.Messages;
import wse.measure.Outcome;
import wse.measure.OutcomeCounts;
import wse.measure.RunResult;
import wse.measure.ServerUsage;
import wse.measure.TierMeasurement;
import wse.measure.TierResult;
import wse.measure.TierShape;

/** Small results for tests of comparisons and conditions. */
final class ComparedRuns {

    private ComparedRuns() {}

    /** A valid tier in which every connection was ready after 10 ms. */
    static TierResult storm(int connections, double perSecond) {
        return storm(connections, perSecond, 10_000);
    }

    static TierResult storm(int connections, double perSecond, long micros) {
        OutcomeCounts outcomes = new OutcomeCounts();
        outcomes.add(Outcome.OK, connections);
        Histogram connect = LatencyRecorder.newHistogram();
        connect.recordValueWithCount(micros, connections);
        Duration ramp = Duration.ofNanos((long) (connections / perSecond * 1e9));
        TierMeasurement measured = new TierMeasurement(
                connections,
                outcomes,
                new OutcomeCounts(),
                Messages.NONE,
                Map.of(LatencyKind.CONNECT, connect),
                ramp,
                ramp);
        return new TierResult(
                new TierShape.Storm(connections),
                new ClientResult(measured, Judgement.of(List.of(), Bound.UNKNOWN), ClientUsage.UNKNOWN),
                ServerUsage.UNKNOWN,
                List.of());
    }

    static TierResult judged(TierResult tier, Judgement judgement) {
        return new TierResult(tier.shape(), tier.client().withJudgement(judgement), tier.server(), tier.findings());
    }

    /** The same run on another machine and with other settings. */
    static RunResult with(RunResult run, RunResult.Machine machine, Map<String, String> config) {
        return new RunResult(
                run.test(),
                run.simulation(),
                run.engine(),
                run.startedAt(),
                config,
                machine,
                run.target(),
                run.gatlingReport(),
                run.warmUp(),
                run.incomplete(),
                run.tiers(),
                run.connectionLimit());
    }
}
