package wse.run.progress;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import wse.measure.Bound;
import wse.measure.ConnectionLimit;
import wse.measure.Messages;
import wse.measure.Outcome;
import wse.measure.OutcomeCounts;
import wse.measure.TierResult;
import wse.report.ConnectionLimitText;
import wse.run.tiers.Tier;
import wse.text.Units;

/** The lines that are printed during the run. The table at its end contains the figures. */
public final class ProgressLine {

    private static final int FAILURES_NAMED = 3;

    private ProgressLine() {}

    public static String begin(Tier tier) {
        return line(tier, "connecting " + tier.connections());
    }

    public static String up(Tier tier) {
        return line(tier, "all connection attempts have ended");
    }

    /** The live line of a tier. */
    static String live(Tier tier, LiveView.Moment now) {
        return line(
                tier,
                (now.phase() == LiveView.Phase.CONNECTING ? connecting(tier, now) : standing(now))
                        + String.format(
                                Locale.ROOT,
                                ", %s, memory %.2f GB (%+.2f)%s",
                                failures(now.outcomes()),
                                now.memoryBytes() / 1e9,
                                now.memoryRiseBytes() / 1e9,
                                now.left() == null ? "" : ", " + clock(now.left()) + " left"));
    }

    private static String connecting(Tier tier, LiveView.Moment now) {
        return String.format(
                Locale.ROOT,
                "%,d of %,d connected, %,.0f/s",
                now.outcomes().of(Outcome.OK),
                tier.connections(),
                now.connectedPerSecond());
    }

    private static String standing(LiveView.Moment now) {
        return String.format(
                Locale.ROOT,
                now.phase() == LiveView.Phase.UP ? "%,d up" : "closing, %,d were up",
                now.outcomes().of(Outcome.OK));
    }

    /** The most frequent failures by name. */
    private static String failures(OutcomeCounts outcomes) {
        List<Map.Entry<Outcome, Long>> failed = outcomes.asMap().entrySet().stream()
                .filter(row -> !row.getKey().isOk() && row.getValue() > 0)
                .sorted(Map.Entry.<Outcome, Long>comparingByValue().reversed())
                .toList();
        if (failed.isEmpty()) {
            return "0 failed";
        }
        String named = failed.stream()
                .limit(FAILURES_NAMED)
                .map(row -> String.format(Locale.ROOT, "%,d %s", row.getValue(), row.getKey()))
                .collect(Collectors.joining(", "));
        return failed.size() > FAILURES_NAMED ? named + ", …" : named;
    }

    private static String clock(Duration time) {
        long seconds = time.toSeconds();
        return String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60);
    }

    /** A line about a tier. */
    static String line(Tier tier, String what) {
        return String.format(Locale.ROOT, "[wse] %-20s %s", tier.name(), what);
    }

    public static String of(Tier tier, TierResult result) {
        String connects = String.format(
                Locale.ROOT,
                "%,d of %,d connected in %.2f s, %,d failed, ",
                result.measured().connected(),
                tier.connections(),
                result.measured().ramp().toNanos() / 1e9,
                result.failed());
        return line(tier, connects + rest(tier, result) + result.verdict());
    }

    /** The line at the end of a connection-limit search. */
    public static String of(ConnectionLimit connectionLimit) {
        return String.format(
                Locale.ROOT, "[wse] %-20s %s", "connection limit", ConnectionLimitText.of(connectionLimit));
    }

    private static String rest(Tier tier, TierResult result) {
        if (tier.plan().continuesStepBefore()) {
            return Units.count(result.measured().alive().orElse(0)) + " alive, ";
        }
        return result.measured().flood().isPresent() ? flood(result) : "";
    }

    private static String flood(TierResult result) {
        Messages messages = result.measured().messages();
        double seconds = result.measured().duration().toNanos() / 1e9;
        return String.format(
                Locale.ROOT,
                "%,.0f msg/s confirmed, %,d lost, %s",
                seconds > 0 ? messages.confirmed() / seconds : 0,
                messages.lost(),
                result.bound() == Bound.UNKNOWN ? "" : result.bound().label() + "-bound, ");
    }
}
