package wse.plan;

import java.util.OptionalInt;

/**
 * The state of a search for a limit. Steps double from the first one until one is bad or the largest step has been carried
 * out. Then the gap between the last good and the first bad step is halved until it is no wider than the resolution.
 * {@link #after} returns the state after the next step.
 *
 * @param first connections of the first step
 * @param most connections of the largest step
 * @param resolution largest gap between the last good and the first bad step at which the search ends
 * @param sharePercent percentage of a step's connections that must be alive for the step to be good
 * @param good connections of the largest good step; 0 while there is none
 * @param bad connections of the smallest bad step; 0 while there is none
 */
public record LimitSearch(int first, int most, int resolution, double sharePercent, int good, int bad) {

    private static final double WHOLE = 100;

    public LimitSearch {
        Checks.atLeast(1, first, "first");
        Checks.atLeast(1, most, "most");
        Checks.atLeast(1, resolution, "resolution");
        if (!(sharePercent > 0 && sharePercent <= WHOLE)) {
            throw new IllegalArgumentException(
                    "sharePercent must be above 0 and at most 100: sharePercent=" + sharePercent);
        }
        Checks.between(0, most, good, "good");
        if (bad != 0) {
            Checks.between(good + 1, most, bad, "bad");
        }
    }

    /** The state before the first step. */
    public static LimitSearch begin(int first, int most, int resolution, double sharePercent) {
        return new LimitSearch(first, most, resolution, sharePercent, 0, 0);
    }

    /** Connections of the next step; empty when the search is over. */
    public OptionalInt next() {
        if (bad == 0) {
            return good == most ? OptionalInt.empty() : OptionalInt.of(doubled());
        }
        return bad - good <= resolution ? OptionalInt.empty() : OptionalInt.of(good + (bad - good) / 2);
    }

    private int doubled() {
        return good == 0 ? Math.min(first, most) : (int) Math.min(2L * good, most);
    }

    /**
     * The state after the next step.
     *
     * @param alive number of its connections that answered a ping at its end
     * @throws IllegalStateException if the search is over
     */
    public LimitSearch after(long alive) {
        int step = next().orElseThrow(() -> new IllegalStateException("the search is over: " + this));
        return isGood(step, alive)
                ? new LimitSearch(first, most, resolution, sharePercent, step, bad)
                : new LimitSearch(first, most, resolution, sharePercent, good, step);
    }

    /** Whether enough of a step's connections are alive. */
    public boolean isGood(int connections, long alive) {
        return alive * WHOLE >= sharePercent * connections;
    }

    /** Whether the search ended without a bad step: the limit, if there is one, is higher. */
    public boolean reachedMost() {
        return good == most;
    }
}
