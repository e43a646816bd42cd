package wse.report;

import java.util.Comparator;
import java.util.Optional;
import org.HdrHistogram.Histogram;
import wse.measure.LatencyKind;
import wse.measure.Percentile;
import wse.measure.RunResult;
import wse.measure.TierResult;
import wse.text.Units;

/** How fast a server accepts connections, in sentences. Pure. */
final class StormAnswer {

    private StormAnswer() {}

    /** How fast the server accepts connections. */
    static String of(RunResult run) {
        return fastest(run)
                .map(tier -> Answers.join(
                        "The server accepted " + Answers.bound(tier) + " "
                                + Units.rate(Figures.connectionsPerSecond(tier)) + " connections/s, with "
                                + Answers.connections(tier) + arrival(tier) + Answers.doubt(tier),
                        brief(tier),
                        ready(tier),
                        valid(run, tier),
                        paced(run, tier),
                        Answers.failed(run)))
                .orElseGet(() -> Answers.join("The server accepted no connection", Answers.failed(run)));
    }

    /**
     * The tier with the highest accept rate. It is a short one only if all are short, and a paced one only if there is no
     * other.
     */
    static Optional<TierResult> fastest(RunResult run) {
        return Answers.best(run, StormAnswer::ofLongStorm)
                .or(() -> Answers.best(run, tier -> isPaced(tier) ? null : Figures.connectionsPerSecond(tier)))
                .or(() -> Answers.best(run, Figures::connectionsPerSecond));
    }

    /** The accept rate of a storm that was long enough; null for others. */
    private static Double ofLongStorm(TierResult tier) {
        return isPaced(tier) || tier.isShortStorm() ? null : Figures.connectionsPerSecond(tier);
    }

    /** Warns about the rate of a short tier, which is quoted only if there are no long ones. */
    private static String brief(TierResult tier) {
        return tier.isShortStorm()
                ? "That took only " + Units.duration(tier.measured().ramp())
                        + ", which is too short for a reliable rate: open more connections (wse.tiers)"
                : "";
    }

    /** The best rate of the VALID tiers, if the best of all tiers is not VALID. */
    private static String valid(RunResult run, TierResult fastest) {
        return Answers.bestValid(run, fastest, StormAnswer::ofLongStorm)
                .map(tier -> "The best VALID tier accepted " + Units.rate(Figures.connectionsPerSecond(tier))
                        + " connections/s, with " + Answers.connections(tier))
                .orElse("");
    }

    private static boolean isPaced(TierResult tier) {
        return tier.shape().connectsPerSecond().isPresent();
    }

    private static String arrival(TierResult tier) {
        return isPaced(tier) ? " that arrived at " + pace(tier) : " opened as fast as possible";
    }

    private static String pace(TierResult tier) {
        return Units.rate(tier.shape().connectsPerSecond().orElseThrow()) + " per second";
    }

    /** How quickly connections that arrived at a steady pace became ready. */
    private static String paced(RunResult run, TierResult fastest) {
        return Rounds.merged(run.tiers()).stream()
                .filter(tier -> isPaced(tier) && !tier.shape().equals(fastest.shape()))
                .filter(tier -> Percentile.P50.isCarriedBy(Answers.histogram(tier, LatencyKind.CONNECT)))
                .max(Comparator.comparing(tier -> tier.shape().connections()))
                .map(tier -> "When " + Units.count(tier.shape().connections()) + " arrived at " + pace(tier) + " ("
                        + tier.verdict()
                        + "), half of them were ready within "
                        + Units.micros(Percentile.P50.of(Answers.histogram(tier, LatencyKind.CONNECT)))
                        + Answers.tail(Answers.histogram(tier, LatencyKind.CONNECT), 100))
                .orElse("");
    }

    private static String ready(TierResult tier) {
        Histogram histogram = Answers.histogram(tier, LatencyKind.CONNECT);
        long count = histogram.getTotalCount();
        String half = count == tier.shape().connections()
                ? "Half of them"
                : "Half of the " + Units.count(count) + " that succeeded";
        return Percentile.P50.isCarriedBy(histogram)
                ? half + " were ready within " + Units.micros(Percentile.P50.of(histogram)) + " of their own connect"
                        + Answers.tail(histogram, 100)
                : "";
    }
}
