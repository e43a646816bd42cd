package wse.run.limit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import wse.measure.Bound;
import wse.measure.ClientResult;
import wse.measure.ClientUsage;
import wse.measure.Judgement;
import wse.measure.Messages;
import wse.measure.Outcome;
import wse.measure.OutcomeCounts;
import wse.measure.Reason;
import wse.measure.ServerUsage;
import wse.measure.TestFigures;
import wse.measure.TierMeasurement;
import wse.measure.TierResult;
import wse.measure.TierShape;
import wse.measure.Verdict;

/** Imaginary steps of a search, and the conclusion from all of them. For one thread. */
final class Steps {

    private final List<TierResult> all = new ArrayList<>();

    /** A step in which all connections answered. */
    Steps good(int connections) {
        return step(connections, connections, connections, Map.of(Outcome.OK, (long) connections), ServerUsage.UNKNOWN);
    }

    /** A step whose missing connections all failed in the same way before they were ready. */
    Steps bad(int connections, int alive, Outcome how) {
        return bad(connections, alive, how, ServerUsage.UNKNOWN);
    }

    Steps bad(int connections, int alive, Outcome how, ServerUsage server) {
        Map<Outcome, Long> outcomes = alive == 0
                ? Map.of(how, (long) connections)
                : Map.of(Outcome.OK, (long) alive, how, (long) connections - alive);
        return step(connections, alive, alive, outcomes, server);
    }

    Steps step(int connections, long ready, long alive, Map<Outcome, Long> outcomes, ServerUsage server) {
        all.add(result(connections, ready, alive, outcomes, server, Verdict.VALID, List.of()));
        return this;
    }

    /** The last step again with another verdict. */
    Steps but(Verdict verdict, String reason) {
        TierResult last = all.remove(all.size() - 1);
        all.add(new TierResult(
                last.shape(),
                new ClientResult(
                        last.measured(),
                        new Judgement(verdict, List.of(Reason.parse(reason)), Bound.UNKNOWN),
                        ClientUsage.UNKNOWN),
                last.server(),
                List.of()));
        return this;
    }

    List<TierResult> all() {
        return all;
    }

    static ServerUsage rejected(long rejected) {
        return new ServerUsage(null, null, null, null, null, rejected, null, null, null, null, null, null);
    }

    static ServerUsage turnedAway(long turnedAway) {
        return new ServerUsage(null, null, null, null, null, null, null, null, turnedAway, null, null, null);
    }

    static ServerUsage descriptorsLeft(long left) {
        return new ServerUsage(null, null, null, null, null, null, null, null, null, left, null, null);
    }

    static TierResult result(
            int connections,
            long ready,
            long alive,
            Map<Outcome, Long> outcomes,
            ServerUsage server,
            Verdict verdict,
            List<Reason> reasons) {
        OutcomeCounts counts = new OutcomeCounts();
        outcomes.forEach(counts::add);
        TierMeasurement measured = new TierMeasurement(
                        ready,
                        counts,
                        new OutcomeCounts(),
                        Messages.NONE,
                        Map.of(),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1))
                .withFigures(new TestFigures.Survival(alive));
        return new TierResult(
                new TierShape.Storm(connections),
                new ClientResult(measured, new Judgement(verdict, reasons, Bound.UNKNOWN), ClientUsage.UNKNOWN),
                server,
                List.of());
    }
}
