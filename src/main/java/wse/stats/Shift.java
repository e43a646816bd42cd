package wse.stats;

/**
 * How much larger the values of one sample are than those of another, without assumptions about their distribution: the
 * Hodges-Lehmann estimate, and the confidence interval that belongs to the two-sided Mann-Whitney test or, if the samples
 * are paired, to Wilcoxon's signed-rank test. Equal values only make the interval wider. Immutable.
 *
 * @param low infinite, like {@code high}, if there are too few values for the confidence
 */
public record Shift(double estimate, double low, double high) {

    /**
     * The difference {@code after - before}.
     *
     * @param error probability that the interval does not contain the true shift, such as 0.01
     */
    public static Shift difference(Samples samples, double error) {
        double[] shifts = samples.shifts();
        int cut = samples.test().excluded(error / 2);
        return cut == 0
                ? new Shift(median(shifts), Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)
                : new Shift(median(shifts), shifts[cut - 1], shifts[shifts.length - cut]);
    }

    /**
     * The ratio {@code after / before}; 1 if both are the same.
     *
     * @param samples positive values
     */
    public static Shift ratio(Samples samples, double error) {
        Shift logarithms = difference(samples.logarithms(), error);
        double ratio = Math.exp(logarithms.estimate);
        return logarithms.isKnown()
                ? new Shift(ratio, Math.exp(logarithms.low), Math.exp(logarithms.high))
                : new Shift(ratio, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    }

    /** Whether there are enough values for the interval. */
    public boolean isKnown() {
        return Double.isFinite(low);
    }

    /** Whether the whole interval is above a value. */
    public boolean isAbove(double value) {
        return low > value;
    }

    /** Whether the whole interval is below a value. */
    public boolean isBelow(double value) {
        return high < value;
    }

    /** @param values sorted */
    private static double median(double[] values) {
        int half = values.length / 2;
        return values.length % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
    }
}
