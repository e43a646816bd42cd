package wse.report;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import wse.config.ScheduleKind;
import wse.measure.FloodUse;
import wse.measure.Messages;
import wse.measure.Outcome;
import wse.measure.TierResult;
import wse.measure.Verdict;
import wse.text.Units;

/** Figures derived from a tier's measurements; null if they do not apply. */
final class Figures {

    private static final double NANOS_PER_SECOND = 1e9;

    private Figures() {}

    /** The tiers whose figures are quoted: short storms are left out, unless all storms with the same schedule are short. */
    static List<TierResult> quoted(List<TierResult> tiers) {
        Set<ScheduleKind> measured = tiers.stream()
                .filter(tier -> !tier.isShortStorm())
                .map(tier -> tier.shape().schedule())
                .collect(Collectors.toSet());
        return tiers.stream()
                .filter(tier ->
                        !tier.isShortStorm() || !measured.contains(tier.shape().schedule()))
                .toList();
    }

    /** The worst verdict on the tiers whose figures are quoted; empty if there are no tiers. */
    static Optional<Verdict> verdict(List<TierResult> tiers) {
        return quoted(tiers).stream().map(TierResult::verdict).max(Comparator.naturalOrder());
    }

    /**
     * The accept rate: connections that became ready, divided by the time until the last one became ready or failed. In
     * a storm, connections that the server accepted but did not keep are left out. Null if no connection was added to
     * the open ones.
     */
    static Double connectionsPerSecond(TierResult tier) {
        boolean onlyStands =
                tier.measured().added() == 0 && tier.measured().outcomes().of(Outcome.OK) > 0;
        return onlyStands ? null : rate(accepted(tier), tier.measured().ramp());
    }

    private static long accepted(TierResult tier) {
        long added = tier.measured().added();
        return tier.shape().measuresAccepting()
                ? Math.min(added, tier.measured().outcomes().of(Outcome.OK))
                : added;
    }

    /**
     * The rate at which clients write messages to sockets during a flood. In other tests, the sent rate covers the measured
     * part. If the server sends the flood, the rate is unknown to the client.
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

    /** The rate over the measured part, which ends with the last confirmation. */
    static Double confirmedPerSecond(TierResult tier) {
        return rate(tier.measured().messages().confirmed(), tier.measured().duration());
    }

    static Double confirmedBytesPerSecond(TierResult tier) {
        return rate(confirmedBytes(tier.measured().messages()), tier.measured().duration());
    }

    /** The mean rate per connection that became ready. */
    static Double confirmedPerSecondOfEach(TierResult tier) {
        Double all = confirmedPerSecond(tier);
        long connected = tier.measured().connected();
        return all == null || connected == 0 ? null : all / connected;
    }

    private static Double rate(double events, Duration time) {
        return time.isZero() ? null : events / (time.toNanos() / NANOS_PER_SECOND);
    }

    /** The percentage of the requested connections, so that one that was never established counts as not having survived. */
    static Double survivalPercent(TierResult tier) {
        OptionalLong alive = tier.measured().alive();
        return alive.isEmpty()
                ? null
                : Double.valueOf(100.0 * alive.getAsLong() / tier.shape().connections());
    }

    /** The confirmed share of the sent bytes; exact if all messages of the tier have the same size. */
    private static double confirmedBytes(Messages messages) {
        return messages.sent() == 0 ? 0 : (double) messages.bytesSent() * messages.confirmed() / messages.sent();
    }

    /** The number of connections that were alive at the end of the hold, as text. */
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
