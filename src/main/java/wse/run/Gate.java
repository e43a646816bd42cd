package wse.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import wse.config.BadInputException;
import wse.config.Config;
import wse.config.GateSettings;
import wse.config.Thresholds;
import wse.measure.Outcome;
import wse.measure.RequestSamples;
import wse.measure.RunResult;
import wse.measure.SteadyClock;
import wse.report.Comparison;
import wse.report.Condition;
import wse.report.Conditions;
import wse.report.RunSet;

/**
 * The conditions that a run must meet besides being complete, and the earlier results that it is compared with. Immutable.
 *
 * @param baseline empty if there is none
 */
record Gate(Optional<RunSet> baseline) {

    private static final Outcome MISSED = new Outcome("THRESHOLD_MISSED");
    private static final String THIS_RUN = "this run";

    /**
     * Reads the baseline before the run starts, because the path may lead to the latest run, which this one will be.
     *
     * @throws BadInputException if it cannot be read
     */
    static Gate of(Config config) {
        return new Gate(config.find(GateSettings.BASELINE).map(Gate::read));
    }

    private static RunSet read(Path path) {
        try {
            return RunSet.read(path);
        } catch (IOException | IllegalArgumentException e) {
            throw new BadInputException(
                    "wse.baseline must name the results of a run: wse.baseline=" + path + " (" + e.getMessage() + ")");
        }
    }

    /** What has changed since the baseline; empty without one. */
    Optional<Comparison> comparison(RunResult run) {
        return baseline.map(earlier -> Comparison.of(earlier, new RunSet(THIS_RUN, List.of(run))));
    }

    /** All conditions of a run. */
    List<Condition> conditions(RunResult run) {
        return Conditions.of(run, comparison(run));
    }

    /** A rule from the settings that the run does not meet, in words; empty if it meets all of them. */
    Optional<String> missed(RunResult run) {
        return conditions(run).stream()
                .filter(condition -> !condition.isMet() && !condition.isOfEveryRun())
                .map(Condition::complaint)
                .findFirst();
    }

    /** Requests for each rule that Gatling asserts. They are OK where the rule is met. */
    List<RequestSamples> samples(RunResult run) {
        List<Condition> conditions = conditions(run);
        Map<String, List<Outcome>> outcomes = new LinkedHashMap<>();
        for (String rule : Thresholds.rules(run.config())) {
            List<Outcome> own = conditions.stream()
                    .filter(condition -> condition.rule().equals(rule))
                    .map(condition -> condition.isMet() ? Outcome.OK : MISSED)
                    .toList();
            outcomes.put(rule, own.isEmpty() ? List.of(Outcome.OK) : own);
        }
        List<RequestSamples> samples = new ArrayList<>();
        outcomes.forEach((rule, all) -> samples.add(samples(rule, all)));
        return samples;
    }

    private static RequestSamples samples(String rule, List<Outcome> outcomes) {
        long[] starts = new long[outcomes.size()];
        Arrays.fill(starts, SteadyClock.ofProcess().millis());
        return new RequestSamples(rule, starts, new long[outcomes.size()], outcomes.toArray(Outcome[]::new));
    }
}
