package wse.report;

import java.util.Arrays;
import wse.stats.Samples;
import wse.stats.Shift;

/**
 * One figure of one tier in two sets of runs.
 *
 * @param tier the tier's name; empty for a figure of the whole run
 * @param before its values in A, one for each repeat
 * @param after its values in B
 * @param change from A to B: in percent or, for percentages, in percentage points
 */
record Difference(
        String test,
        String tier,
        ComparedFigure figure,
        double[] before,
        double[] after,
        Shift change,
        Finding finding) {

    /** Two runs of the same server often differ by less, even on a quiet machine. */
    static final int SMALLEST_CHANGE_PERCENT = 5;

    /** What the repeats prove. */
    enum Finding {
        WORSE("worse"),
        BETTER("better"),
        /** Either there is none, or the noise hides it. */
        NO_CHANGE("no change found"),
        /** There are too few repeats for any other finding. */
        UNKNOWN("unknown"),
        /** The tier has different verdicts, or the runs have different settings. */
        NOT_COMPARABLE("not comparable");

        private final String words;

        Finding(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    /**
     * A difference that has not been judged yet. With too few repeats for an interval, the change is that of the
     * medians.
     */
    static Difference of(String test, String tier, ComparedFigure figure, Samples samples, double error) {
        Shift estimated = figure.scale().change(samples, error);
        Shift change = estimated.isKnown() ? estimated : figure.scale().change(ofMedians(samples), error);
        return new Difference(test, tier, figure, samples.before(), samples.after(), change, Finding.UNKNOWN);
    }

    private static Samples ofMedians(Samples samples) {
        return Samples.independent(new double[] {median(samples.before())}, new double[] {median(samples.after())});
    }

    /** The same difference with the finding that the interval proves. */
    Difference judged() {
        return with(!change.isKnown() ? Finding.UNKNOWN : proven());
    }

    private Finding proven() {
        if (figure.scale().isRelative() && Math.abs(change.estimate()) < SMALLEST_CHANGE_PERCENT) {
            return Finding.NO_CHANGE;
        }
        if (change.isAbove(0)) {
            return figure.moreIsBetter() ? Finding.BETTER : Finding.WORSE;
        }
        if (change.isBelow(0)) {
            return figure.moreIsBetter() ? Finding.WORSE : Finding.BETTER;
        }
        return Finding.NO_CHANGE;
    }

    Difference with(Finding other) {
        return new Difference(test, tier, figure, before, after, change, other);
    }

    /** How much worse B is, in the unit of the change; negative if it is better. */
    double worseBy() {
        return figure.moreIsBetter() ? -change.estimate() : change.estimate();
    }

    /** The name of the figure with its tier. */
    String name() {
        return tier.isEmpty() ? figure.name() : figure.name() + " (" + tier + ")";
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
