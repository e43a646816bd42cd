package wse.run.progress;

import wse.measure.LiveFigures;
import wse.measure.TierResult;
import wse.run.tiers.Tier;

/** Follows the progress of a run, for example to show it to a monitoring system. Implementations are thread-safe. */
public interface ProgressListener {

    /** Follows one tier, or one round of a warm-up. */
    interface Follower {

        /**
         * Called about once a second, on a thread that must not be blocked. A call may still come after the tier has ended.
         *
         * @param figures what the tier has counted so far, in all processes together
         */
        void show(LiveView.Moment moment, LiveFigures figures);
    }

    /** A tier, or a round of a warm-up, begins. The one before it has ended, even if it had no result. */
    Follower begin(Tier tier);

    /** The tier that began last has ended with this result. */
    void ended(Tier tier, TierResult result);
}
