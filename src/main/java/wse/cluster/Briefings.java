package wse.cluster;

import wse.plan.TierPlan;

/** What each member must know about a run. Called on the cluster's thread, several times for the same share. */
@FunctionalInterface
public interface Briefings {

    /**
     * The briefing of the member that carries out this share. Return an equal one for each tier if possible, because members
     * keep their client and its connections as long as their briefing is the same.
     */
    Briefing of(TierPlan share);
}
