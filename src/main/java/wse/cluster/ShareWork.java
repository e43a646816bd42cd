package wse.cluster;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import wse.measure.ClientResult;
import wse.measure.LiveFigures;
import wse.measure.Sampled;
import wse.plan.TierPlan;

/** Carries out a member's share of a tier. */
@FunctionalInterface
public interface ShareWork {

    /**
     * Begins to carry out a share, and returns immediately. Called on the cluster's thread when all members are to begin.
     *
     * @param share this member's part of the tier's plan
     * @param briefing everything else that the member must know about the run
     * @param meeting lets the members of the tier wait for each other
     * @return the measurements; after a failure, the share's connections count as lost
     */
    CompletableFuture<Sampled<ClientResult>> begin(TierPlan share, Briefing briefing, Meeting meeting);

    /**
     * Whether a future share can be carried out. Called on the cluster's thread; opens no connection.
     *
     * @param share this member's part of the largest tier
     */
    default ShareOutlook outlook(TierPlan share, Briefing briefing) {
        return ShareOutlook.FINE;
    }

    /** Lets the members of a tier wait for each other. Thread-safe. */
    interface Meeting {

        /**
         * Reports that this member has reached a point of the tier.
         *
         * @param point a name, the same in all members
         * @return completes on the cluster's thread, in all members at the same time, when every present member has reached
         *     the point; fails if the tier is stopped
         */
        CompletableFuture<Void> reached(String point);

        /**
         * Reports this member's progress to the coordinator about once a second.
         *
         * @param live what it has counted so far; called on the cluster's thread until the work is done
         */
        void watch(Supplier<LiveFigures> live);

        /** Completes on the cluster's thread, with the reason, when the tier must be ended immediately. */
        CompletableFuture<String> stopped();
    }
}
