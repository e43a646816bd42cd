package wse.run.tiers;

import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalDouble;
import wse.measure.StepPurpose;
import wse.plan.LimitStep.Before;

/**
 * One step of a connection-limit search.
 *
 * @param connections connections of the step, including those that are already open
 * @param added how many connections a trial adds; 0 in other steps, which open as many as are missing
 * @param before what the step does first with the connections that are already open
 * @param connectsPerSecond rate at which connections are opened; 0 for as fast as possible
 * @param pause time until the first of them is opened
 */
public record SearchStep(
        int connections, int added, Before before, StepPurpose purpose, double connectsPerSecond, Duration pause) {

    /** Gives the server time to clean up closed connections, so that this work does not disturb the next step. */
    private static final Duration REST = Duration.ofSeconds(1);

    /** Long enough to notice connections that are accepted and closed at once. */
    private static final Duration SHORT_HOLD = Duration.ofSeconds(1);

    private static final double TEN = 10;

    public SearchStep {
        Objects.requireNonNull(before, "before");
        Objects.requireNonNull(purpose, "purpose");
        Objects.requireNonNull(pause, "pause");
    }

    /** A step that finds out whether the server holds this number of connections. */
    public static SearchStep ofSize(int connections, Before before, double connectsPerSecond) {
        boolean closes = before == Before.FALL_BACK || before == Before.RESET;
        return new SearchStep(
                connections, 0, before, StepPurpose.SIZE, connectsPerSecond, closes ? REST : Duration.ZERO);
    }

    /** @param whole duration of the hold in the settings */
    Duration hold(Duration whole) {
        boolean brief = purpose == StepPurpose.TRIAL || purpose == StepPurpose.SLOWER;
        return brief && whole.compareTo(SHORT_HOLD) > 0 ? SHORT_HOLD : whole;
    }

    OptionalDouble rate() {
        return connectsPerSecond > 0 ? OptionalDouble.of(connectsPerSecond) : OptionalDouble.empty();
    }

    /** For progress lines and Gatling's scenario. */
    String name() {
        return switch (purpose) {
            case SIZE -> "limit " + connections;
            case TRIAL -> "limit trial " + connections;
            case SLOWER -> String.format(Locale.ROOT, "limit %d at " + digits() + "/s", connections, connectsPerSecond);
            case HOLD -> "limit hold " + connections;
        };
    }

    private String digits() {
        return connectsPerSecond < TEN ? "%.1f" : "%,.0f";
    }
}
