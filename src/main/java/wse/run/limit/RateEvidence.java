package wse.run.limit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import wse.measure.ConnectRate;
import wse.text.Units;

/** The evidence in the steps of a search for a limit on the rate of new connections. Pure. */
final class RateEvidence {

    private final Search search;
    private final List<Observation> steps;

    RateEvidence(Search search, List<Observation> steps) {
        this.search = search;
        this.steps = steps;
    }

    /** Each trial with the step before it. */
    static List<Trial> trials(List<Observation> steps) {
        List<Trial> trials = new ArrayList<>();
        for (int i = 1; i < steps.size(); i++) {
            if (steps.get(i).isTrial()) {
                trials.add(new Trial(steps.get(i), steps.get(i - 1).alive()));
            }
        }
        return trials;
    }

    /** Empty unless the server accepted slower connects than those of a failed step. */
    Optional<ConnectRate> rate() {
        return lowestTooHigh().map(failed -> new ConnectRate(accepted(failed), failed.connectsPerSecond()));
    }

    private Optional<Observation> lowestTooHigh() {
        return accepted().isEmpty()
                ? Optional.empty()
                : steps.stream()
                        .filter(this::failedByItsRate)
                        .min(Comparator.comparingDouble(Observation::connectsPerSecond));
    }

    private Optional<Trial> accepted() {
        return trials(steps).stream()
                .filter(trial -> trial.verdict() == Trial.Verdict.ACCEPTED)
                .findFirst();
    }

    /** A step that ended at the limit on the number of connections says nothing about the rate. */
    private boolean failedByItsRate(Observation step) {
        return !step.isTrial()
                && !search.isGood(step)
                && step.mayDependOnRate()
                && !search.known().isFull(step.alive());
    }

    private OptionalDouble accepted(Observation failed) {
        return steps.stream()
                .filter(step -> !step.isTrial() && search.isGood(step))
                .mapToDouble(step -> step.step().connectsPerSecond())
                .filter(perSecond -> perSecond > 0 && perSecond < failed.connectsPerSecond())
                .max();
    }

    /** The observations, one sentence each; empty if the rate was not the reason for any failure. */
    List<String> sentences() {
        return lowestTooHigh().map(this::sentences).orElse(List.of());
    }

    private List<String> sentences(Observation failed) {
        Trial trial = accepted().orElseThrow();
        return List.of(
                "the rate of connects was too high: a failed step had left "
                        + Units.counted(trial.aliveBefore(), "connection") + ", but " + Units.count(trial.added())
                        + " more were accepted at " + perSecond(trial.seen()),
                rates(failed));
    }

    private String rates(Observation failed) {
        OptionalDouble accepted = accepted(failed);
        return (accepted.isPresent()
                        ? "at " + Units.rate(accepted.getAsDouble()) + " connects/s, all were accepted; "
                        : "no rate was found at which all were accepted; ")
                + "at " + perSecond(failed) + ", a step of " + Units.counted(failed.connections(), "connection")
                + " had failures: " + failures(failed);
    }

    static String perSecond(Observation step) {
        return Units.rate(step.connectsPerSecond()) + "/s";
    }

    /** As in {@code 12 HANDSHAKE_REJECTED_429; 1 RESET}. */
    static String failures(Observation step) {
        return step.result().measured().outcomes().failures().entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .map(entry -> Units.count(entry.getValue()) + " " + entry.getKey())
                .collect(Collectors.joining("; "));
    }
}
