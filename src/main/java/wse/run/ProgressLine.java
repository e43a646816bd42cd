package wse.run;

import java.util.Locale;
import wse.measure.TierResult;

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
        return String.format(
                Locale.ROOT,
                "[wse] %-20s %,d of %,d connected in %.2f s, %,d failed, %s",
                tier.name(),
                result.measured().connected(),
                tier.connections(),
                result.measured().ramp().toNanos() / 1e9,
                result.failed(),
                result.verdict());
    }
}
