package wse.report;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.HdrHistogram.Histogram;
import wse.config.TestKind;
import wse.measure.Bound;
import wse.measure.ClientResult;
import wse.measure.ConnectRate;
import wse.measure.ConnectionLimit;
import wse.measure.Judgement;
import wse.measure.LatencyKind;
import wse.measure.LimitCause;
import wse.measure.Messages;
import wse.measure.Outcome;
import wse.measure.OutcomeCounts;
import wse.measure.Reason;
import wse.measure.RunResult;
import wse.measure.ServerUsage;
import wse.measure.StepPurpose;
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
                OptionalInt.of(3_250),
                LimitCause.SERVER_CAP,
                List.of(),
                List.of(
                        "3,000 of 3,250 connections answered a ping at the end; 250 CLOSED_BY_SERVER_1005",
                        "the server sent <b>them</b> a close frame before they were ready"),
                Optional.empty());
        return with(
                Runs.run(TestKind.CONNECTION_LIMIT, "wse.simulations.ConnectionLimitSimulation", "netty", steps, null),
                connectionLimit);
    }

    /** Even the first step is too large. */
    static RunResult cappedInTheFirstStep() {
        return with(
                Runs.run(
                        TestKind.CONNECTION_LIMIT,
                        "wse.simulations.ConnectionLimitSimulation",
                        "netty",
                        List.of(step(4_000, 3_000)),
                        null),
                new ConnectionLimit(
                        0,
                        OptionalInt.of(4_000),
                        LimitCause.SERVER_CAP,
                        List.of(),
                        List.of("3,000 of 4,000 connections answered a ping at the end"),
                        Optional.empty()));
    }

    /** The server and all workers of the client, 26 processes each, ended at the same time. */
    static RunResult ended() {
        OutcomeCounts outcomes = new OutcomeCounts();
        List<Reason> reasons = new ArrayList<>();
        for (int number = 1; number <= 26; number++) {
            outcomes.add(Outcome.memberLost("worker-" + number), 100);
            String loss = "server-" + number + " process 9 ended with status 143";
            reasons.add(new Reason(Reason.Cause.SERVER_LOST, loss));
            reasons.add(new Reason(Reason.Cause.CLIENT_LOST, "worker-" + number + ": it left during the tier"));
        }
        TierResult step = step(new TierShape.LimitStep(2_600, 2), 0, 0, outcomes);
        TierResult incomplete = new TierResult(
                step.shape(),
                step.client().withJudgement(new Judgement(Verdict.INCOMPLETE, reasons, Bound.UNKNOWN)),
                step.server(),
                step.findings());
        return with(
                Runs.run(
                        TestKind.CONNECTION_LIMIT,
                        "wse.simulations.ConnectionLimitSimulation",
                        "netty",
                        List.of(incomplete),
                        null),
                new ConnectionLimit(
                        0,
                        LimitCause.CLIENT_LOST,
                        reasons.stream().map(Reason::sentence).toList()));
    }

    static RunResult unlimited() {
        return with(
                Runs.run(
                        TestKind.CONNECTION_LIMIT,
                        "wse.simulations.ConnectionLimitSimulation",
                        "netty",
                        List.of(step(1_000, 1_000)),
                        null),
                new ConnectionLimit(1_000, LimitCause.NONE, List.of("all 1,000 answered")));
    }

    /** A server without a cap that accepts four connections per second. */
    static RunResult rateLimited() {
        List<TierResult> steps = List.of(
                step(new TierShape.LimitStep(20, 1), 4, 20, 16),
                step(paced(9, 2, StepPurpose.TRIAL), 9, 5, 0),
                step(paced(20, 3.5, StepPurpose.SLOWER), 20, 20, 0),
                step(paced(20, 3.5, StepPurpose.HOLD), 20, 0, 0));
        ConnectionLimit connectionLimit = new ConnectionLimit(
                20,
                OptionalInt.empty(),
                LimitCause.NONE,
                List.of(),
                List.of("all 20 connections answered"),
                Optional.of(new ConnectRate(OptionalDouble.of(3.5), 250)));
        return with(
                Runs.run(TestKind.CONNECTION_LIMIT, "wse.simulations.ConnectionLimitSimulation", "netty", steps, null),
                connectionLimit);
    }

    private static TierShape paced(int size, double perSecond, StepPurpose purpose) {
        return new TierShape.LimitStep(size, OptionalInt.of(1), OptionalDouble.of(perSecond), purpose);
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
        return step(new TierShape.LimitStep(size, 1 + size / 2_000), standing, added, size - standing);
    }

    private static TierResult step(TierShape shape, long standing, int added, long failed) {
        OutcomeCounts outcomes = new OutcomeCounts();
        outcomes.add(Outcome.OK, standing);
        outcomes.add(Outcome.closedByServer(1005), failed);
        return step(shape, standing, added, outcomes);
    }

    private static TierResult step(TierShape shape, long standing, int added, OutcomeCounts outcomes) {
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
                .withFigures(new TestFigures.StepSurvival(standing, 0));
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
                null,
                null,
                List.of());
        return new TierResult(
                shape,
                new ClientResult(
                        measured,
                        new Judgement(Verdict.VALID, List.of(), Bound.UNKNOWN),
                        Runs.client((int) standing, 0.2)),
                server,
                List.of());
    }
}
