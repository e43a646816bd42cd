package wse.report;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.HdrHistogram.Histogram;
import wse.config.TestKind;
import wse.measure.Bound;
import wse.measure.ClientResult;
import wse.measure.ConnectionLimit;
import wse.measure.Judgement;
import wse.measure.LatencyKind;
import wse.measure.LimitCause;
import wse.measure.Messages;
import wse.measure.Outcome;
import wse.measure.OutcomeCounts;
import wse.measure.RunResult;
import wse.measure.ServerUsage;
import wse.measure.TestFigures;
import wse.measure.TierMeasurement;
import wse.measure.TierResult;
import wse.measure.TierShape;
import wse.measure.Verdict;

/** A search for the connection limit of a server that accepts 3,000. */
final class LimitRuns {

    private static final int CAP = 3_000;

    private LimitRuns() {}

    static RunResult capped() {
        List<TierResult> steps = List.of(
                step(1_000, 1_000),
                step(2_000, 1_000),
                step(4_000, 1_000),
                step(3_000, 1_000),
                step(3_500, 0),
                step(3_250, 0));
        ConnectionLimit connectionLimit = new ConnectionLimit(
                CAP,
                3_250,
                LimitCause.SERVER_CAP,
                List.of(
                        "3,000 of 3,250 connections answered a ping at the end; 250 CLOSED_BY_SERVER_1005",
                        "the server sent <b>them</b> a close frame before they were ready"));
        return with(
                Runs.run(TestKind.CONNECTION_LIMIT, "wse.simulations.ConnectionLimitSimulation", "netty", steps, null),
                connectionLimit);
    }

    static RunResult unlimited() {
        return with(
                Runs.run(
                        TestKind.CONNECTION_LIMIT,
                        "wse.simulations.ConnectionLimitSimulation",
                        "netty",
                        List.of(step(1_000, 1_000)),
                        null),
                new ConnectionLimit(1_000, null, LimitCause.NONE, List.of("all 1,000 answered")));
    }

    private static RunResult with(RunResult run, ConnectionLimit connectionLimit) {
        return new RunResult(
                run.test(),
                run.simulation(),
                run.engine(),
                run.startedAt(),
                run.config(),
                run.machine(),
                run.target(),
                run.gatlingReport(),
                run.warmUp(),
                run.incomplete(),
                run.tiers(),
                Optional.ofNullable(connectionLimit));
    }

    private static TierResult step(int size, int added) {
        long standing = Math.min(size, CAP);
        OutcomeCounts outcomes = new OutcomeCounts();
        outcomes.add(Outcome.OK, standing);
        outcomes.add(Outcome.closedByServer(1005), size - standing);
        OutcomeCounts pings = new OutcomeCounts();
        pings.add(Outcome.OK, standing);
        Map<LatencyKind, Histogram> latencies = new HashMap<>();
        latencies.put(LatencyKind.RESPONSE, Runs.latencies(standing, 260, 0.6, 8));
        if (added > 0) {
            latencies.put(LatencyKind.CONNECT, Runs.latencies(added, 20_000, 0.4, 7));
        }
        TierMeasurement measured = new TierMeasurement(
                        standing,
                        outcomes,
                        pings,
                        new Messages(standing, standing, standing * 38, added),
                        latencies,
                        Duration.ofMillis(500),
                        Duration.ofSeconds(11))
                .withFigures(new TestFigures.Survival(standing));
        ServerUsage server = new ServerUsage(
                0.5,
                (64L << 20) + standing * 8_192,
                standing,
                0L,
                (long) added,
                null,
                standing,
                null,
                0L,
                null,
                null,
                null);
        return new TierResult(
                new TierShape.LimitStep(size, 1 + size / 2_000),
                new ClientResult(
                        measured,
                        new Judgement(Verdict.VALID, List.of(), Bound.UNKNOWN),
                        Runs.client((int) standing, 0.2)),
                server,
                List.of());
    }
}
