package wse.report;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import wse.config.TestKind;
import wse.measure.Bound;
import wse.measure.ClientResult;
import wse.measure.Judgement;
import wse.measure.LatencyKind;
import wse.measure.LatencyRecorder;
import wse.measure.Messages;
import wse.measure.Outcome;
import wse.measure.OutcomeCounts;
import wse.measure.OutcomeDetail;
import wse.measure.RequestFigures;
import wse.measure.RequestFigures.Step;
import wse.measure.RunResult;
import wse.measure.TestFigures;
import wse.measure.TierMeasurement;
import wse.measure.TierResult;
import wse.measure.TierShape;
import wse.measure.Verdict;

/** A run like those of simulations that users write. */
final class ScenarioRuns {

    private ScenarioRuns() {}

    /** 1,000 users, of whom three cannot connect and one gets an answer that it does not expect. */
    static RunResult hello() {
        OutcomeCounts connects = Runs.outcomes(997);
        connects.add(Outcome.CONNECT_REFUSED, 3);
        OutcomeCounts questions = Runs.outcomes(996);
        questions.add(new Outcome("CHECK_FAILED"), 1);
        OutcomeCounts requests = Runs.outcomes(4_985);
        requests.add(questions);
        questions.explain(
                new Outcome("CHECK_FAILED"), new OutcomeDetail("substring(right).find.exists, found nothing"));
        List<RequestFigures> figures = List.of(
                new RequestFigures("connect", Step.CONNECT, connects, Runs.latencies(997, 900, 0.3, 31)),
                new RequestFigures("ping", Step.PING, Runs.outcomes(4_985), Runs.latencies(4_985, 240, 0.5, 32)),
                new RequestFigures("ask", Step.ASK, questions, Runs.latencies(997, 310, 0.5, 33)),
                new RequestFigures("bye", Step.SEND, Runs.outcomes(996), LatencyRecorder.newHistogram()));
        TierMeasurement measured = new TierMeasurement(
                        997,
                        connects,
                        requests,
                        new Messages(6_978, 5_982, 300_000, 997, 0, 996),
                        Map.of(
                                LatencyKind.CONNECT, Runs.latencies(997, 900, 0.3, 31),
                                LatencyKind.SERVICE, Runs.latencies(5_982, 250, 0.5, 34)),
                        Duration.ofSeconds(10),
                        Duration.ofMillis(10_120))
                .withFigures(new TestFigures.Scenario(figures));
        TierResult tier = new TierResult(
                new TierShape.Scenario(1_000),
                new ClientResult(
                        measured, new Judgement(Verdict.VALID, List.of(), Bound.UNKNOWN), Runs.client(1_000, null)),
                Runs.counted(997, 5_982),
                List.of());
        return Runs.run(TestKind.SCENARIO, "wse.examples.HelloSimulation", "netty", List.of(tier), null);
    }
}
