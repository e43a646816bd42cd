package wse.run.limit;

import java.time.Duration;
import java.util.Optional;
import wse.plan.LimitSearch;
import wse.plan.LimitStep.Before;
import wse.run.tiers.SearchStep;

/**
 * The state of a search for the connection limit. Immutable.
 *
 * @param sizes the numbers of connections that were tried
 * @param reconnect whether each step closes all connections and opens them again
 */
record Search(LimitSearch sizes, boolean reconnect, Pace pace, Known known, Phase phase) {

    /**
     * If a step would need longer than this to open its connections, the search ends, unless the user has chosen the
     * rate.
     */
    static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final double NANOS_PER_SECOND = 1e9;

    /**
     * How fast the steps open connections.
     *
     * @param perSecond connects per second; 0 for as fast as possible
     * @param isFound whether the search itself has found this rate, because the server turned away faster connects
     */
    record Pace(double perSecond, boolean isFound) {}

    /**
     * The knowledge gained from the steps so far.
     *
     * @param mostAlive the largest number of connections that were alive at the end of a step
     * @param fullAt number of connections at which the server turned away even slow connects; 0 if it never did
     * @param retryAfter how long the server last asked clients to wait ({@code Retry-After}); zero if it never did
     */
    record Known(long mostAlive, long fullAt, Duration retryAfter) {

        /**
         * At its limit, a server may hold slightly different numbers of connections, because it has not cleaned up all
         * closed ones yet.
         */
        private static final double SAME = 0.99;

        /** Longer pauses would make a search too long; limits over longer periods are rare. */
        private static final Duration LONGEST_PAUSE = Duration.ofSeconds(65);

        private Known plus(Observation seen) {
            Duration asked = seen.retryAfter();
            return new Known(Math.max(mostAlive, seen.alive()), fullAt, asked.isZero() ? retryAfter : asked);
        }

        private Known withFullAt(long alive) {
            return new Known(mostAlive, alive, retryAfter);
        }

        /** How long to wait before the next attempt: as long as the server asks, up to a maximum. */
        Duration pause(Duration least) {
            Duration longest = retryAfter.compareTo(LONGEST_PAUSE) < 0 ? retryAfter : LONGEST_PAUSE;
            return longest.compareTo(least) > 0 ? longest : least;
        }

        boolean isFull(long alive) {
            return fullAt > 0 && alive >= SAME * fullAt;
        }
    }

    /** @param connectsPerSecond rate in the settings; 0 for as fast as possible */
    static Search begin(LimitSearch sizes, boolean reconnect, double connectsPerSecond) {
        return new Search(
                sizes,
                reconnect,
                new Pace(connectsPerSecond, false),
                new Known(0, 0, Duration.ZERO),
                new Growing(Before.KEEP));
    }

    /** The next step; empty if the search is over. */
    Optional<SearchStep> next() {
        return phase.next(this);
    }

    /** The state after the next step. */
    Search after(Observation seen) {
        return phase.after(new Search(sizes, reconnect, pace, known.plus(seen), phase), seen);
    }

    /** Whether the search over the sizes is complete. */
    boolean isFinished() {
        return phase instanceof Growing && next().isEmpty();
    }

    boolean isOver(Over.Reason reason) {
        return phase.equals(new Over(reason));
    }

    boolean isGood(Observation seen) {
        return sizes.isGood(seen.connections(), seen.alive());
    }

    /** Whether the server has already held more connections than this. */
    boolean holdsMoreThan(long alive) {
        return alive < Known.SAME * known.mostAlive();
    }

    /** How a step that opens all of its connections again treats those that are already open. */
    Before closing() {
        return reconnect ? Before.RESET : Before.FALL_BACK;
    }

    Search in(Phase next) {
        return new Search(sizes, reconnect, pace, known, next);
    }

    /** The same search at another rate of connects. */
    Search at(double perSecond) {
        return new Search(sizes, reconnect, new Pace(perSecond, true), known, phase);
    }

    /** The next attempt at a lower rate; the search is over if it would take too long. */
    Search slowing(Slowing next) {
        return isTooSlow(next.connections(), next.perSecond())
                ? at(next.perSecond()).in(new Over(Over.Reason.TOO_SLOW))
                : in(next);
    }

    /** The step decides whether its number of connections is good or bad. */
    Search judged(Observation seen) {
        boolean keeps = isGood(seen) && !reconnect;
        return new Search(sizes.after(seen.alive()), reconnect, pace, known, phase)
                .growing(keeps ? Before.KEEP : closing());
    }

    private Search growing(Before before) {
        boolean tooSlow = pace.isFound() && sizes.next().stream().anyMatch(size -> isTooSlow(size, pace.perSecond()));
        return in(tooSlow ? new Over(Over.Reason.TOO_SLOW) : new Growing(before));
    }

    /** The server holds {@code alive} connections and no more, so the failed step was too large at any rate. */
    Search full(long alive, Observation failed) {
        Search informed = new Search(sizes, reconnect, pace, known.withFullAt(alive), phase);
        double slow = failed.step().connectsPerSecond();
        return (slow > 0 && slow != pace.perSecond() ? informed.at(slow) : informed).judged(failed);
    }

    private boolean isTooSlow(int connections, double perSecond) {
        return seconds(connections, perSecond) > PATIENCE.toNanos() / NANOS_PER_SECOND;
    }

    /** How long a step of this size takes to open its connections. */
    double seconds(int connections, double perSecond) {
        return (connections - (reconnect ? 0 : sizes.good())) / perSecond;
    }
}
