package wse.run;

import java.util.Locale;
import wse.measure.TierResult;

/** One line per tier while the run goes on; the figures come in the table at its end. */
final class ProgressLine {

    private ProgressLine() {}

    static String of(Tier tier, TierResult result) {
        return String.format(
                Locale.ROOT,
                "[wse] %-24s %,d of %,d connected in %.2f s, %,d failed, %s",
                tier.name(),
                result.measured().connected(),
                tier.connections(),
                result.measured().ramp().toNanos() / 1e9,
                result.failed(),
                result.verdict());
    }
}
