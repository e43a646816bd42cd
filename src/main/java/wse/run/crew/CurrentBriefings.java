package wse.run.crew;

import java.util.function.Function;
import wse.cluster.Briefing;
import wse.cluster.Briefings;
import wse.plan.TierPlan;
import wse.run.target.CurrentTarget;
import wse.run.target.Target;

/**
 * The briefings of a run's members, with the current addresses of its server. Members keep their clients as long as the
 * briefing is the same, so it is written again only if the addresses have changed. Thread-safe.
 */
final class CurrentBriefings implements Briefings {

    private final CurrentTarget target;
    private final Function<Target, Briefings> write;
    private Target told;
    private Briefings latest;

    CurrentBriefings(CurrentTarget target, Function<Target, Briefings> write) {
        this.target = target;
        this.write = write;
        this.told = target.now();
        this.latest = write.apply(told);
    }

    @Override
    public synchronized Briefing of(TierPlan share) {
        Target now = target.now();
        if (now != told) {
            told = now;
            latest = write.apply(now);
        }
        return latest.of(share);
    }
}
