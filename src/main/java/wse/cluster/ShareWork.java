package wse.cluster;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import wse.measure.OutcomeCounts;
import wse.plan.TierPlan;

/** Carries out a member's share of a tier. */
@FunctionalInterface
public interface ShareWork {

    /**
     * Begins, and returns at once. Called on the cluster's thread when all members are to begin.
     *
     * @param share this member's part of the tier's plan
     * @param meeting where all members of the tier wait for one another
     * @param briefing what else is to be known of the run
     * @return what was measured; a failure counts the share's connections as lost
     */
    CompletableFuture<ShareResult> begin(TierPlan share, Briefing briefing, Meeting meeting);

    /**
     * What there is to be said of a share that may come. Called on the cluster's thread; opens no connection.
     *
     * @param share this member's part of the largest tier
     */
    default ShareOutlook outlook(TierPlan share, Briefing briefing) {
        return ShareOutlook.FINE;
    }

    /** Where the members of a tier wait for one another. Any thread. */
    interface Meeting {

        /**
         * Says that this member has come to a point of the tier.
         *
         * @param point a name; the same in all members
         * @return completes on the cluster's thread, in all members at the same time, when every member that is still
         *     there has come to it; fails if the tier is stopped
         */
        CompletableFuture<Void> reached(String point);

        /**
         * Has the coordinator told about once a second how far this member is.
         *
         * @param live counts of its connections so far; called on the cluster's thread until the work is done
         */
        void watch(Supplier<OutcomeCounts> live);

        /** Completes with the reason when the tier is to be ended at once, on the cluster's thread. */
        CompletableFuture<String> stopped();
    }
}
