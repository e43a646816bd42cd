package wse.run.limit;

import java.time.Duration;
import java.util.OptionalInt;
import wse.config.Config;
import wse.config.Settings;
import wse.plan.HoldPlan;
import wse.plan.LimitSearch;
import wse.text.Units;

/**
 * Estimates how long a search for the connection limit will still take if the server holds all connections that are still to
 * be tried. Thread-safe.
 */
public final class SearchClock {

    /** Between two steps: merging the figures of all processes, and judging the client; measured on two cores. */
    private static final Duration AROUND_A_STEP = Duration.ofMillis(1_500);

    /** A cautious assumption for two cores. After a step, its rate is used instead. */
    private static final double CONNECTS_PER_SECOND = 5_000;

    /** Smaller steps do not show the rate of larger ones, because they are over before the client is warm. */
    private static final int FEWEST_ADDED = 1_000;

    private final Duration hold;
    private double connectsPerSecond = CONNECTS_PER_SECOND;
    private Outlook outlook = new Outlook(Duration.ZERO, Duration.ZERO, System.nanoTime());

    /**
     * The expectation at the beginning of a step.
     *
     * @param whole time until the end of the search
     * @param afterStep the part of it that comes after this step
     */
    private record Outlook(Duration whole, Duration afterStep, long sinceNanos) {

        Duration left(long nowNanos) {
            Duration left = whole.minusNanos(nowNanos - sinceNanos);
            return left.compareTo(afterStep) > 0 ? left : afterStep;
        }
    }

    public SearchClock(Config config) {
        this.hold = config.get(Settings.HOLD_DURATION);
    }

    /** A step begins, which tries the next size of the search. */
    synchronized void begins(LimitSearch sizes, long nowNanos) {
        OptionalInt next = sizes.next();
        Duration afterStep = next.isPresent() ? steps(sizes.after(next.getAsInt())) : Duration.ZERO;
        outlook = new Outlook(steps(sizes), afterStep, nowNanos);
    }

    /** A step has ended, which added this many connections. */
    synchronized void ended(long added, Duration ramp) {
        if (added >= FEWEST_ADDED && ramp.toMillis() > 0) {
            connectsPerSecond = 1e3 * added / ramp.toMillis();
        }
    }

    /** Each step adds connections to those of the last good step. */
    private Duration steps(LimitSearch from) {
        Duration all = Duration.ZERO;
        LimitSearch sizes = from;
        for (OptionalInt next = sizes.next(); next.isPresent(); next = sizes.next()) {
            all = all.plus(step(sizes.good(), next.getAsInt()));
            sizes = sizes.after(next.getAsInt());
        }
        return all;
    }

    private Duration step(int standing, int connections) {
        return Duration.ofMillis(Math.round(1e3 * (connections - standing) / connectsPerSecond))
                .plus(hold)
                .plus(HoldPlan.lastPings(connections))
                .plus(AROUND_A_STEP);
    }

    synchronized Duration left(long nowNanos) {
        return outlook.left(nowNanos);
    }

    /** The end of each live line; empty if no step is under way. */
    public String suffix() {
        Duration left = left(System.nanoTime());
        return left.isZero() ? "" : ", about " + Units.clock(left) + " left for the whole search";
    }
}
