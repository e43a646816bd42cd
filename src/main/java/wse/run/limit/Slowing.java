package wse.run.limit;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import wse.measure.StepPurpose;
import wse.run.tiers.SearchStep;

/**
 * Repeats a step that failed because of its rate at lower rates, until it succeeds.
 *
 * @param connections connections of the step
 * @param perSecond rate of the next attempt
 * @param tooHigh lowest rate that was too high
 * @param accepted highest rate at which the step has succeeded; empty if there is none yet
 * @param refinements how many more attempts may be made to narrow the gap between these two
 */
record Slowing(int connections, double perSecond, double tooHigh, OptionalDouble accepted, int refinements)
        implements Phase {

    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** How many times slower the next attempt is if it is unknown which rate the server accepts. */
    private static final double MUCH_SLOWER = 8;

    /** A little less than the rate that the server has accepted while it turned others away. */
    private static final double SAFE = 0.9;

    /** Slightly lower, so that no two steps of a run have the same size and rate, which is how its files tell them apart. */
    private static final double ALMOST = 0.99;

    /** The rate of a trial that was accepted. */
    private static final double TRIAL_PER_SECOND = 2;

    private static final int REFINEMENTS = 2;
    private static final double CLOSE = 1.5;

    /** A repetition that only makes the result more precise must not take longer. */
    private static final double REFINEMENT_SECONDS = 20;

    /** @param failed the step that failed because of its rate, as a trial has shown */
    static Slowing after(Observation failed) {
        double tooHigh = failed.connectsPerSecond();
        return new Slowing(failed.connections(), lower(failed), tooHigh, OptionalDouble.empty(), REFINEMENTS);
    }

    private static double lower(Observation failed) {
        double tooHigh = failed.connectsPerSecond();
        return failed.times().sustainedPerSecond().stream()
                .map(sustained -> Math.min(SAFE * sustained, tooHigh / 2))
                .findFirst()
                .orElse(Math.max(tooHigh / MUCH_SLOWER, Math.min(TRIAL_PER_SECOND, tooHigh / 2)));
    }

    @Override
    public Optional<SearchStep> next(Search search) {
        return Optional.of(new SearchStep(
                connections,
                0,
                search.closing(),
                StepPurpose.SLOWER,
                perSecond,
                search.known().pause(PAUSE)));
    }

    @Override
    public Search after(Search search, Observation seen) {
        return search.isGood(seen) ? succeeded(search) : failed(search, seen);
    }

    private Search succeeded(Search search) {
        return mayBeRefined(search, perSecond, tooHigh)
                ? search.in(between(perSecond, tooHigh))
                : search.in(new Holding(connections, perSecond));
    }

    private boolean mayBeRefined(Search search, double low, double high) {
        return refinements > 0 && high / low > CLOSE && search.seconds(connections, low) < REFINEMENT_SECONDS;
    }

    private Slowing between(double low, double high) {
        return new Slowing(connections, Math.sqrt(low * high), high, OptionalDouble.of(low), refinements - 1);
    }

    private Search failed(Search search, Observation seen) {
        if (accepted.isPresent()) {
            return search.in(again(search, accepted.getAsDouble()));
        }
        return search.holdsMoreThan(seen.alive()) ? search.slowing(after(seen)) : search.in(Trying.after(seen));
    }

    /** Narrows the gap further, or repeats the step almost at the rate at which it succeeded before. */
    private Slowing again(Search search, double low) {
        return mayBeRefined(search, low, perSecond)
                ? between(low, perSecond)
                : new Slowing(connections, ALMOST * low, perSecond, OptionalDouble.empty(), 0);
    }
}
