package wse.run;

import java.util.Locale;
import wse.measure.Ceiling;
import wse.measure.Messages;
import wse.measure.TierResult;
import wse.plan.FloodPlan;
import wse.plan.LimitStep;
import wse.report.CeilingText;

/** Lines while the run goes on; the figures come in the table at its end. */
final class ProgressLine {

    private ProgressLine() {}

    static String begin(Tier tier) {
        return line(tier, "connecting " + tier.connections());
    }

    static String up(Tier tier) {
        return line(tier, "every connection has its outcome");
    }

    private static String line(Tier tier, String what) {
        return String.format(Locale.ROOT, "[wse] %-20s %s", tier.name(), what);
    }

    static String of(Tier tier, TierResult result) {
        String connects = String.format(
                Locale.ROOT,
                "%,d of %,d connected in %.2f s, %,d failed, ",
                result.measured().connected(),
                tier.connections(),
                result.measured().ramp().toNanos() / 1e9,
                result.failed());
        return line(tier, connects + rest(tier, result) + result.verdict());
    }

    /** Of a search's end. */
    static String of(Ceiling ceiling) {
        return String.format(Locale.ROOT, "[wse] %-20s %s", "ceiling", CeilingText.of(ceiling));
    }

    private static String rest(Tier tier, TierResult result) {
        if (tier.plan() instanceof LimitStep) {
            return String.format(Locale.ROOT, "%,d alive, ", result.measured().alive());
        }
        return tier.plan() instanceof FloodPlan ? flood(result) : "";
    }

    private static String flood(TierResult result) {
        Messages messages = result.measured().messages();
        double seconds = result.measured().duration().toNanos() / 1e9;
        return String.format(
                Locale.ROOT,
                "%,.0f msg/s confirmed, %,d lost, %s",
                seconds > 0 ? messages.confirmed() / seconds : 0,
                messages.lost(),
                result.bound() == null ? "" : result.bound().label() + "-bound, ");
    }
}
