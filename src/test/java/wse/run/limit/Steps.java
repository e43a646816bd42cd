package wse.run.limit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import wse.measure.Bound;
import wse.measure.ClientResult;
import wse.measure.ClientUsage;
import wse.measure.ConnectionLimit;
import wse.measure.Judgement;
import wse.measure.Messages;
import wse.measure.Outcome;
import wse.measure.OutcomeCounts;
import wse.measure.Reason;
import wse.measure.ServerUsage;
import wse.measure.StepPurpose;
import wse.measure.TestFigures;
import wse.measure.TierMeasurement;
import wse.measure.TierResult;
import wse.measure.TierShape;
import wse.measure.Verdict;
import wse.plan.LimitSearch;

/** Imaginary steps of a search, and the conclusion from all of them. For one thread. */
final class Steps {

    /** The outcome of a trial's connections, given the step before it and the number of these connections. */
    @FunctionalInterface
    interface Trials {

        TierResult after(TierResult before, int added);
    }

    private static final ConnectTimes FAST = new ConnectTimes(1_000, OptionalDouble.empty());

    private final List<TierResult> all = new ArrayList<>();
    private Trials trials = Steps::refused;

    /** All connections of a trial fail in the same way as most did in the step before. */
    private static TierResult refused(TierResult failed, int added) {
        long alive = failed.measured().alive().orElseThrow();
        Outcome how = failed.measured().outcomes().asMap().keySet().stream()
                .filter(outcome -> !outcome.isOk())
                .findFirst()
                .orElseThrow();
        Map<Outcome, Long> outcomes =
                alive == 0 ? Map.of(how, (long) added) : Map.of(Outcome.OK, alive, how, (long) added);
        return result((int) alive + added, alive, alive, outcomes, ServerUsage.UNKNOWN, Verdict.VALID, List.of());
    }

    /** All connections of a trial are accepted, but many of the older ones are lost meanwhile. */
    static TierResult losing(TierResult failed, int added) {
        int alive = (int) failed.measured().alive().orElseThrow();
        TierResult accepted = result(
                alive + added,
                alive + added,
                alive,
                Map.of(Outcome.OK, (long) alive, Outcome.RESET, (long) added),
                ServerUsage.UNKNOWN,
                Verdict.VALID,
                List.of());
        TierMeasurement measured =
                accepted.measured().withFigures(new TestFigures.StepSurvival(alive - 2L * added, 3L * added));
        return new TierResult(accepted.shape(), accepted.client().withMeasured(measured), accepted.server(), List.of());
    }

    Steps withTrials(Trials other) {
        trials = other;
        return this;
    }

    /** The conclusion from all steps; after each failed step, the search may ask for trials. */
    ConnectionLimit conclusion(LimitSearch sizes) {
        Search search = Search.begin(sizes, false, 0);
        List<Observation> seen = new ArrayList<>();
        for (TierResult step : all) {
            search = observe(search, seen, step);
            while (search.next()
                    .filter(next -> next.purpose() == StepPurpose.TRIAL)
                    .isPresent()) {
                Observation last = seen.get(seen.size() - 1);
                int added = search.next().orElseThrow().connections() - (int) last.alive();
                search = observe(search, seen, trials.after(last.result(), added));
            }
        }
        return Causes.of(search, seen);
    }

    private static Search observe(Search search, List<Observation> seen, TierResult result) {
        Observation observation = new Observation(search.next().orElseThrow(), result, FAST);
        seen.add(observation);
        return search.after(observation);
    }

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
        return new ServerUsage(
                null, null, null, null, null, rejected, null, null, null, null, null, null, null, List.of());
    }

    static ServerUsage turnedAway(long turnedAway) {
        return new ServerUsage(
                null, null, null, null, null, null, null, null, turnedAway, null, null, null, null, List.of());
    }

    static ServerUsage descriptorsLeft(long left) {
        return new ServerUsage(null, null, null, null, null, null, null, null, null, left, null, null, null, List.of());
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
                .withFigures(new TestFigures.StepSurvival(alive, 0));
        return new TierResult(
                new TierShape.Storm(connections),
                new ClientResult(measured, new Judgement(verdict, reasons, Bound.UNKNOWN), ClientUsage.UNKNOWN),
                server,
                List.of());
    }
}
