package wse.report;

import java.time.Duration;
import wse.measure.Messages;
import wse.measure.Outcome;
import wse.measure.TierResult;

/** Figures that follow from what a tier has measured; null where they do not apply. */
final class Figures {

    private static final double NANOS_PER_SECOND = 1e9;

    private Figures() {}

    /** The accept rate: connections that became ready, over the time until the last attempt's outcome. */
    static Double connectionsPerSecond(TierResult tier) {
        return rate(tier.measured().connected(), tier.measured().ramp());
    }

    /** Over the measured part of the tier. */
    static Double perSecond(TierResult tier, double events) {
        return rate(events, tier.measured().duration());
    }

    private static Double rate(double events, Duration time) {
        return time.isZero() ? null : events / (time.toNanos() / NANOS_PER_SECOND);
    }

    /** Of the connections asked for, so that one that never came up has not survived. */
    static Double survivalPercent(TierResult tier) {
        Long alive = tier.measured().alive();
        return alive == null ? null : 100.0 * alive / tier.shape().connections();
    }

    /** The sent bytes in the proportion that was confirmed; exact where all messages of a tier have one size. */
    static double confirmedBytes(Messages messages) {
        return (double) messages.bytesSent() * messages.confirmed() / messages.sent();
    }

    static long pingsAnswered(TierResult tier) {
        return tier.measured().pingOutcomes().of(Outcome.OK);
    }

    static long pingsTimedOut(TierResult tier) {
        return tier.measured().pingOutcomes().of(Outcome.PONG_TIMEOUT);
    }
}
