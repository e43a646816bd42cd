package wse.plan;

import java.util.OptionalInt;

/**
 * The search for a limit: steps double from the first one until one is bad or the most is reached, exactly; then the gap
 * between the last good and the first bad step is halved until it is no wider than the resolution. What is known so far
 * is this value, {@link #after} gives the next one.
 *
 * @param first connections of the first step
 * @param most connections of the largest step
 * @param resolution widest gap between good and bad that ends the search
 * @param sharePercent of a step's connections that must be alive for it to be good
 * @param good the largest good step; 0 while there is none
 * @param bad the smallest bad step; 0 while there is none
 */
public record Probe(int first, int most, int resolution, double sharePercent, int good, int bad) {

    private static final double WHOLE = 100;

    public Probe {
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

    /** Before the first step. */
    public static Probe begin(int first, int most, int resolution, double sharePercent) {
        return new Probe(first, most, resolution, sharePercent, 0, 0);
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
     * What is known after the next step.
     *
     * @param alive connections of it that answered a ping at its end
     * @throws IllegalStateException if the search is over
     */
    public Probe after(long alive) {
        int step = next().orElseThrow(() -> new IllegalStateException("the search is over: " + this));
        return isGood(step, alive)
                ? new Probe(first, most, resolution, sharePercent, step, bad)
                : new Probe(first, most, resolution, sharePercent, good, step);
    }

    /** Whether enough of a step's connections are alive. */
    public boolean isGood(int connections, long alive) {
        return alive * WHOLE >= sharePercent * connections;
    }

    /** Whether the search is over without a bad step: the limit, if there is one, lies higher. */
    public boolean reachedMost() {
        return good == most;
    }
}
