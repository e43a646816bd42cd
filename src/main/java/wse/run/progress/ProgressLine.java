package wse.run.progress;

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
        return line(tier, tier.shape().isPlanned() ? "connecting " + Units.count(tier.connections()) : "begins");
    }

    /** Says what load a warm-up is, because it may be more than that of a small tier. */
    public static String warmUp(Tier tier, int rounds) {
        String connections = Units.counted(tier.connections(), "connection");
        double rate = tier.plan().ramp().connectsPerSecond();
        return line(
                tier,
                rate > 0
                        ? connections + " at " + Units.rate(rate) + " per second before the measurement"
                        : Units.counted(rounds, "round") + " of " + connections
                                + " before the measurement; wse.warmUp sets the number of connections");
    }

    public static String up(Tier tier) {
        return line(tier, "all connection attempts have ended");
    }

    /** The live line of a tier. */
    static String live(Tier tier, LiveView.Moment now) {
        return live(tier.name(), tier.connections(), now);
    }

    /**
     * The live line of a tier that may be carried out on another machine.
     *
     * @param planned number of connections of the tier; 0 if nobody knows it
     */
    public static String live(String tier, long planned, LiveView.Moment now) {
        String connections = now.phase() == LiveView.Phase.CONNECTING ? connecting(planned, now) : standing(now);
        String memory = Units.memory(now.memoryBytes(), now.memoryRiseBytes());
        String left = now.left().map(time -> ", " + Units.clock(time) + " left").orElse("");
        return line(tier, connections + ", " + failures(now.outcomes()) + ", memory " + memory + left);
    }

    private static String connecting(long planned, LiveView.Moment now) {
        return connected(now.outcomes().of(Outcome.OK), planned) + ", " + Units.rate(now.connectedPerSecond()) + "/s";
    }

    private static String connected(long connected, long planned) {
        return Units.count(connected) + (planned == 0 ? "" : " of " + Units.count(planned)) + " connected";
    }

    private static String standing(LiveView.Moment now) {
        String count = Units.count(now.outcomes().of(Outcome.OK));
        return switch (now.phase()) {
            case CONNECTING, UP -> count + " up";
            case SETTLING -> "settling and closing, " + count + " up";
            case CLOSING -> "closing, " + count + " were up";
        };
    }

    /** The most frequent failures by name. */
    private static String failures(OutcomeCounts outcomes) {
        List<Map.Entry<String, Long>> failed = outcomes.failures().entrySet().stream()
                .filter(row -> row.getValue() > 0)
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .toList();
        if (failed.isEmpty()) {
            return "0 failed";
        }
        String named = failed.stream()
                .limit(FAILURES_NAMED)
                .map(row -> Units.count(row.getValue()) + " " + row.getKey())
                .collect(Collectors.joining(", "));
        return failed.size() > FAILURES_NAMED ? named + ", …" : named;
    }

    /** A line about a tier. */
    static String line(Tier tier, String what) {
        return line(tier.name(), what);
    }

    private static String line(String about, String what) {
        return String.format(Locale.ROOT, "[wse] %-20s %s", about + ":", what);
    }

    public static String of(Tier tier, TierResult result) {
        String aborted = result.aborted() == 0 ? "" : Units.count(result.aborted()) + " aborted, ";
        String connects = connected(result.measured().connected(), tier.connections()) + " in "
                + Units.duration(result.measured().ramp()) + ", " + Units.count(result.failed()) + " failed, "
                + aborted;
        return line(tier, connects + rest(tier, result) + result.verdict());
    }

    /** The line at the end of a connection-limit search. */
    public static String of(ConnectionLimit connectionLimit) {
        return line("connection limit", ConnectionLimitText.of(connectionLimit));
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
        return Units.rate(seconds > 0 ? messages.confirmed() / seconds : 0) + " msg/s confirmed, "
                + Units.count(messages.lost()) + " lost, "
                + (result.bound() == Bound.UNKNOWN ? "" : result.bound().label() + "-bound, ");
    }
}
