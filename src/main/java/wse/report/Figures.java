package wse.report;

import java.time.Duration;
import java.util.OptionalLong;
import wse.measure.FloodUse;
import wse.measure.Messages;
import wse.measure.Outcome;
import wse.measure.TierResult;
import wse.text.Units;

/** Figures that follow from what a tier has measured; null where they do not apply. */
final class Figures {

    private static final double NANOS_PER_SECOND = 1e9;

    private Figures() {}

    /**
     * The accept rate: connections that became ready, over the time until the last attempt's outcome. None where nothing was
     * added to what stands.
     */
    static Double connectionsPerSecond(TierResult tier) {
        boolean onlyStands =
                tier.measured().added() == 0 && tier.measured().outcomes().of(Outcome.OK) > 0;
        return onlyStands ? null : rate(tier.measured().added(), tier.measured().ramp());
    }

    /**
     * What clients hand to the network while they flood. The sent rate of other tests is over the measured part; of a
     * flood from the server the client knows none.
     */
    static Double sentPerSecond(TierResult tier) {
        if (FloodWords.comesIn(tier)) {
            return null;
        }
        Duration time = tier.measured()
                .flood()
                .map(FloodUse::window)
                .orElse(tier.measured().duration());
        return rate(tier.measured().messages().sent(), time);
    }

    /** Over the measured part, which ends with the last confirmation. */
    static Double confirmedPerSecond(TierResult tier) {
        return rate(tier.measured().messages().confirmed(), tier.measured().duration());
    }

    static Double confirmedBytesPerSecond(TierResult tier) {
        return rate(confirmedBytes(tier.measured().messages()), tier.measured().duration());
    }

    /** The mean of the connections that became ready. */
    static Double confirmedPerSecondOfEach(TierResult tier) {
        Double all = confirmedPerSecond(tier);
        long connected = tier.measured().connected();
        return all == null || connected == 0 ? null : all / connected;
    }

    private static Double rate(double events, Duration time) {
        return time.isZero() ? null : events / (time.toNanos() / NANOS_PER_SECOND);
    }

    /** Of the connections asked for, so that one that never came up has not survived. */
    static Double survivalPercent(TierResult tier) {
        OptionalLong alive = tier.measured().alive();
        return alive.isEmpty()
                ? null
                : Double.valueOf(100.0 * alive.getAsLong() / tier.shape().connections());
    }

    /** The sent bytes in the proportion that was confirmed; exact where all messages of a tier have one size. */
    private static double confirmedBytes(Messages messages) {
        return messages.sent() == 0 ? 0 : (double) messages.bytesSent() * messages.confirmed() / messages.sent();
    }

    /** Connections that were alive at the end of the hold, in digits. */
    static String alive(TierResult tier) {
        return tier.measured().alive().stream()
                .mapToObj(Units::count)
                .findFirst()
                .orElse(Units.NONE);
    }

    static long pingsAnswered(TierResult tier) {
        return tier.measured().pingOutcomes().of(Outcome.OK);
    }

    static long pingsTimedOut(TierResult tier) {
        return tier.measured().pingOutcomes().of(Outcome.PONG_TIMEOUT);
    }
}
