package wse.report;

import wse.measure.FloodShape;
import wse.measure.FloodUse;
import wse.measure.RunResult;
import wse.measure.TierResult;

/** What the reports ask about floods. */
final class Floods {

    static final String IN = "in";
    static final String ECHO = "echo";

    private Floods() {}

    /** Whether the run's tiers are floods. */
    static boolean in(RunResult run) {
        return shape(run) != null;
    }

    static boolean is(TierResult tier) {
        return tier.shape().flood() != null;
    }

    /** How the run's floods were shaped; the size of a frame is the first one's. Null where there are none. */
    static FloodShape shape(RunResult run) {
        return run.tiers().stream()
                .map(tier -> tier.shape().flood())
                .filter(shape -> shape != null)
                .findFirst()
                .orElse(null);
    }

    /** Whether the server is the sender. */
    static boolean comesIn(TierResult tier) {
        return is(tier) && tier.shape().flood().direction().equals(IN);
    }

    /** Whether something of the flood is missing or broken. */
    static boolean hasLosses(TierResult tier) {
        FloodUse use = tier.measured().flood();
        return is(tier) && (tier.measured().messages().lost() > 0 || use != null && use.malformed() > 0);
    }
}
