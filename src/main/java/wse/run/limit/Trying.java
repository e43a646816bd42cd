package wse.run.limit;

import java.time.Duration;
import java.util.Optional;
import wse.measure.StepPurpose;
import wse.plan.LimitStep.Before;
import wse.run.tiers.SearchStep;

/**
 * After a step has failed, opens a few connections one after another, in addition to those that are still open. If they
 * are accepted, the step failed because of its rate, and not because of the number of its connections. If the first
 * trial fails, there is a second, slower one.
 *
 * @param failed the step that failed
 * @param alive connections that are alive now
 * @param again whether this is the second trial
 */
record Trying(Observation failed, long alive, boolean again) implements Phase {

    /**
     * More than the number of connections that a server at its limit may have room for again, because it has closed
     * some that it could not serve.
     */
    private static final int FIRST = 5;

    private static final int SECOND = 3;

    /** Two per second, then one every two seconds. */
    private static final double FIRST_PER_SECOND = 2;

    private static final double SECOND_PER_SECOND = 0.5;

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

    /** Many rate limits count the connects per second; some count those of ten seconds. */
    private static final Duration SECOND_PAUSE = Duration.ofSeconds(10);

    static Trying after(Observation failed) {
        return new Trying(failed, failed.alive(), false);
    }

    @Override
    public Optional<SearchStep> next(Search search) {
        long more = Math.min(again ? SECOND : FIRST, search.sizes().most() - alive);
        return Optional.of(new SearchStep(
                (int) (alive + more),
                (int) more,
                Before.ADD_TO_LAST,
                StepPurpose.TRIAL,
                perSecond(),
                search.known().pause(again ? SECOND_PAUSE : FIRST_PAUSE)));
    }

    /** Half of the failed step's rate if even that is lower. */
    private double perSecond() {
        double most = failed.connectsPerSecond() / 2;
        double wanted = again ? SECOND_PER_SECOND : FIRST_PER_SECOND;
        return most > 0 ? Math.min(wanted, most) : wanted;
    }

    @Override
    public Search after(Search search, Observation seen) {
        return switch (new Trial(seen, alive).verdict()) {
            case ACCEPTED -> slower(search);
            case REPLACED -> search.full(seen.alive(), failed);
            case PARTLY, REFUSED -> again ? refused(search, seen) : search.in(new Trying(failed, seen.alive(), true));
        };
    }

    private Search slower(Search search) {
        return search.slowing(Slowing.after(failed));
    }

    /** The connections of both trials together may be more than the failed step asked for. */
    private Search refused(Search search, Observation seen) {
        if (seen.alive() >= failed.connections()) {
            return slower(search);
        }
        if (search.holdsMoreThan(2 * seen.alive()) && stillSpeaks(seen)) {
            return search.in(new Over(Over.Reason.REFUSED_BELOW));
        }
        Search full = search.full(seen.alive(), failed);
        return seen.alive() == 0 ? full.in(new Over(Over.Reason.NOTHING_LEFT)) : full;
    }

    /** Whether the server still responds at all. */
    private static boolean stillSpeaks(Observation seen) {
        return seen.alive() > 0 || seen.isRejected();
    }
}
