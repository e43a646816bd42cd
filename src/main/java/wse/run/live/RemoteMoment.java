package wse.run.live;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Collectors;
import wse.health.Sample;
import wse.measure.Outcome;
import wse.measure.OutcomeCounts;
import wse.run.progress.LiveView;

/**
 * The figures of another run at one moment. Immutable, if nobody changes the outcomes.
 *
 * @param test label of the test
 * @param run name of the run
 * @param tier the tier that is being carried out; empty between tiers
 * @param memoryBytes memory in use on the run's machine, and its rise since the start; 0 if unknown
 * @param verdicts number of tiers that have ended, by verdict
 */
public record RemoteMoment(
        String test,
        String run,
        Optional<TierNow> tier,
        long memoryBytes,
        long memoryRiseBytes,
        Map<String, Long> verdicts) {

    /**
     * A tier that is being carried out.
     *
     * @param outcomes the current outcome of each connection that has one
     * @param left expected time until the end; empty if unknown
     */
    public record TierNow(
            String name, long planned, LiveView.Phase phase, OutcomeCounts outcomes, Optional<Duration> left) {}

    /** Reads a page in Prometheus' text format; empty if it is not the page of a run. */
    static Optional<RemoteMoment> parse(String page) {
        List<Sample> samples =
                page.lines().flatMap(line -> Sample.parse(line).stream()).toList();
        return all(samples, Metric.RUN).stream()
                .findFirst()
                .map(run -> new RemoteMoment(
                        label(run, "test"),
                        label(run, "run"),
                        tier(samples),
                        (long) one(samples, Metric.MEMORY_USED).orElse(0),
                        (long) one(samples, Metric.MEMORY_RISE).orElse(0),
                        verdicts(samples)));
    }

    private static Optional<TierNow> tier(List<Sample> samples) {
        return all(samples, Metric.TIER_PHASE).stream()
                .filter(sample -> sample.value() == 1)
                .findFirst()
                .map(sample -> tier(label(sample, "tier"), label(sample, "phase"), samples));
    }

    private static TierNow tier(String name, String phase, List<Sample> samples) {
        List<Sample> own = samples.stream()
                .filter(sample -> label(sample, "tier").equals(name))
                .toList();
        OptionalDouble left = one(own, Metric.TIER_REMAINING);
        return new TierNow(
                name,
                (long) one(own, Metric.CONNECTIONS_PLANNED).orElse(0),
                phase(phase),
                outcomes(own),
                left.isPresent()
                        ? Optional.of(Duration.ofMillis(Math.round(1_000 * left.getAsDouble())))
                        : Optional.empty());
    }

    private static LiveView.Phase phase(String label) {
        for (LiveView.Phase phase : LiveView.Phase.values()) {
            if (phase.label().equals(label)) {
                return phase;
            }
        }
        return LiveView.Phase.UP;
    }

    private static OutcomeCounts outcomes(List<Sample> samples) {
        OutcomeCounts outcomes = new OutcomeCounts();
        outcomes.add(Outcome.OK, (long) one(samples, Metric.CONNECTIONS_OPEN).orElse(0));
        for (Metric metric : List.of(Metric.CONNECTS, Metric.CONNECTIONS_LOST)) {
            all(samples, metric).stream()
                    .filter(sample -> !label(sample, "outcome").equals(Outcome.OK.name()))
                    .forEach(sample -> outcomes.add(new Outcome(label(sample, "outcome")), (long) sample.value()));
        }
        return outcomes;
    }

    private static Map<String, Long> verdicts(List<Sample> samples) {
        return all(samples, Metric.TIERS_ENDED).stream()
                .collect(Collectors.toMap(
                        sample -> label(sample, "verdict"), sample -> (long) sample.value(), Long::sum, TreeMap::new));
    }

    private static List<Sample> all(List<Sample> samples, Metric metric) {
        return samples.stream()
                .filter(sample -> sample.name().equals(metric.prometheusName()))
                .toList();
    }

    private static OptionalDouble one(List<Sample> samples, Metric metric) {
        return all(samples, metric).stream().mapToDouble(Sample::value).findFirst();
    }

    private static String label(Sample sample, String name) {
        return sample.labels().getOrDefault(name, "");
    }
}
