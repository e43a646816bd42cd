package wse.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;
import java.util.function.DoubleUnaryOperator;
import org.HdrHistogram.Histogram;
import wse.measure.LatencyKind;
import wse.measure.LatencyRecorder;
import wse.measure.Outcome;
import wse.measure.Percentile;
import wse.measure.RunResult;
import wse.measure.TierResult;
import wse.stats.Samples;
import wse.stats.Shift;
import wse.text.Units;

/**
 * A figure that can be compared between runs.
 *
 * @param moreIsBetter whether a larger value is better
 */
record ComparedFigure(String name, Scale scale, boolean moreIsBetter) {

    private static final double HUNDRED = 100;
    private static final Histogram EMPTY = LatencyRecorder.newHistogram();

    /** What its values are, and how they are compared. */
    enum Scale {
        PER_SECOND("per_second", perSecond -> Units.rate(perSecond) + " /s", true),
        MICROS("us", Units::micros, true),
        CONNECTIONS("count", connections -> Units.rate(connections), true),
        /** Often 0, so that values are subtracted instead of divided. */
        PERCENT("percent", percent -> Units.percent(percent), false);

        private final String axis;
        private final DoubleFunction<String> text;
        private final boolean relative;

        Scale(String axis, DoubleFunction<String> text, boolean relative) {
            this.axis = axis;
            this.text = text;
            this.relative = relative;
        }

        /** The vertical axis of a chart. */
        String axis() {
            return axis;
        }

        boolean isRelative() {
            return relative;
        }

        String text(double value) {
            return text.apply(value);
        }

        /** The change from one sample to another, in percent or, for percentages, in percentage points. */
        Shift change(Samples samples, double error) {
            return relative
                    ? in(Shift.ratio(samples, error), ratio -> HUNDRED * (ratio - 1))
                    : Shift.difference(samples, error);
        }

        private static Shift in(Shift shift, DoubleUnaryOperator unit) {
            return new Shift(
                    unit.applyAsDouble(shift.estimate()),
                    shift.isKnown() ? unit.applyAsDouble(shift.low()) : Double.NEGATIVE_INFINITY,
                    shift.isKnown() ? unit.applyAsDouble(shift.high()) : Double.POSITIVE_INFINITY);
        }

        /** The unit of a change. */
        String unitOfChange() {
            return relative ? "%" : "pp";
        }
    }

    /** The figures of one tier, in display order. Figures that it does not have are left out. */
    static Map<ComparedFigure, Double> of(TierResult tier) {
        Map<ComparedFigure, Double> figures = new LinkedHashMap<>();
        if (tier.shape().flood().isPresent()) {
            put(figures, "Confirmed", Scale.PER_SECOND, true, Figures.confirmedPerSecond(tier));
        } else if (tier.shape().measuresAccepting()) {
            put(figures, "Accept rate", Scale.PER_SECOND, true, Figures.connectionsPerSecond(tier));
            percentiles(figures, "Ready", tier, LatencyKind.CONNECT);
        } else {
            put(figures, "Survival", Scale.PERCENT, true, Figures.survivalPercent(tier));
            percentiles(figures, tier.shape().isPlanned() ? "Ping" : "Request", tier, pings(tier));
        }
        put(figures, "Failed", Scale.PERCENT, false, failedPercent(List.of(tier)));
        return figures;
    }

    /** The figure of a search for the connection limit. */
    static Map<ComparedFigure, Double> of(RunResult search) {
        Map<ComparedFigure, Double> figures = new LinkedHashMap<>();
        search.connectionLimit()
                .ifPresent(limit ->
                        put(figures, "Connection limit", Scale.CONNECTIONS, true, (double) limit.connections()));
        return figures;
    }

    /** The latency of pings that a user would see: from the intended send, if there is a schedule. */
    static LatencyKind pings(TierResult tier) {
        return tier.measured().latencies().containsKey(LatencyKind.RESPONSE)
                ? LatencyKind.RESPONSE
                : LatencyKind.SERVICE;
    }

    private static void percentiles(
            Map<ComparedFigure, Double> figures, String what, TierResult tier, LatencyKind kind) {
        Histogram histogram = tier.measured().latencies().getOrDefault(kind, EMPTY);
        for (Percentile percentile : new Percentile[] {Percentile.P50, Percentile.P99}) {
            percentile
                    .of(histogram)
                    .ifPresent(micros ->
                            put(figures, what + " " + percentile.label(), Scale.MICROS, false, (double) micros));
        }
    }

    /** The share of all connects, pings and confirmations of floods that failed. Aborted attempts are left out. */
    static double failedPercent(List<TierResult> tiers) {
        long all = 0;
        long failed = 0;
        for (TierResult tier : tiers) {
            long pings = tier.measured().pingOutcomes().total();
            all += tier.measured().outcomes().total() - tier.aborted() + pings;
            failed += tier.failed() + pings - tier.measured().pingOutcomes().of(Outcome.OK);
        }
        return all == 0 ? 0 : HUNDRED * failed / all;
    }

    private static void put(
            Map<ComparedFigure, Double> figures, String name, Scale scale, boolean moreIsBetter, Double value) {
        if (value != null && (value > 0 || scale == Scale.PERCENT)) {
            figures.put(new ComparedFigure(name, scale, moreIsBetter), value);
        }
    }
}
