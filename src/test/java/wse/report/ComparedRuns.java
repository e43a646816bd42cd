package wse.report;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import wse.config.Decoding;
import wse.config.Direction;
import wse.config.Format;
import wse.config.FramesPerWrite;
import wse.config.Masking;
import wse.measure.Bound;
import wse.measure.ClientResult;
import wse.measure.ClientUsage;
import wse.measure.Judgement;
import wse.measure.LatencyKind;
import wse.measure.LatencyRecorder;
import wse.measure.MessageFlow;
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

    private static final MessageFlow FLOW =
            new MessageFlow(Direction.OUT, FramesPerWrite.BLOCK, Masking.POOL, 183, 1, Decoding.FRAMES);

    private ComparedRuns() {}

    /** A valid tier in which every connection was ready after 10 ms. */
    static TierResult storm(int connections, double perSecond) {
        return storm(connections, perSecond, 10_000);
    }

    static TierResult storm(int connections, double perSecond, long micros) {
        Histogram connect = LatencyRecorder.newHistogram();
        connect.recordValueWithCount(micros, connections);
        return storm(connections, perSecond, connect);
    }

    /**
     * A valid tier, with latencies that are accurate to 1 %.
     *
     * @param p50 the time until most connections were ready, in microseconds
     * @param p99 the time until the slowest 2 % were ready
     */
    static TierResult storm(int connections, double perSecond, long p50, long p99) {
        Histogram connect = new Histogram(1, 1_000_000, 2);
        int slowest = connections / 50;
        connect.recordValueWithCount(p50, connections - slowest);
        connect.recordValueWithCount(Math.max(p50, p99), slowest);
        return storm(connections, perSecond, connect);
    }

    private static TierResult storm(int connections, double perSecond, Histogram connect) {
        Duration ramp = Duration.ofNanos((long) (connections / perSecond * 1e9));
        return tier(
                new TierShape.Storm(connections),
                measured(connections, Messages.NONE, Map.of(LatencyKind.CONNECT, connect), ramp));
    }

    /** A valid flood of one second. */
    static TierResult flood(int connections, double perSecond) {
        Messages messages = new Messages((long) perSecond, (long) perSecond, (long) perSecond, connections);
        return tier(
                new TierShape.Flood(connections, 175, Format.JSON, FLOW),
                measured(connections, messages, Map.of(), Duration.ofSeconds(1)));
    }

    private static TierMeasurement measured(
            int connections, Messages messages, Map<LatencyKind, Histogram> latencies, Duration duration) {
        OutcomeCounts outcomes = new OutcomeCounts();
        outcomes.add(Outcome.OK, connections);
        return new TierMeasurement(connections, outcomes, new OutcomeCounts(), messages, latencies, duration, duration);
    }

    private static TierResult tier(TierShape shape, TierMeasurement measured) {
        return new TierResult(
                shape,
                new ClientResult(measured, Judgement.of(List.of(), Bound.UNKNOWN), ClientUsage.UNKNOWN),
                ServerUsage.UNKNOWN,
                List.of());
    }

    /** The same tier, whose server used one second of CPU time and got this share of what it wanted. */
    static TierResult onServer(TierResult tier, double share) {
        ServerUsage server = new ServerUsage(
                1.0, null, null, null, null, null, null, null, null, null, 1 / share - 1, null, null, List.of());
        return new TierResult(tier.shape(), tier.client(), server, tier.findings());
    }

    /** The same tier, but the server's cores were given to other virtual machines for half of the time. */
    static TierResult starved(TierResult tier) {
        ServerUsage server =
                new ServerUsage(1.0, null, null, null, null, null, null, null, null, null, 0.0, 0.0, 50.0, List.of());
        return new TierResult(tier.shape(), tier.client(), server, tier.findings());
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
