package wse.stats;

import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** The distribution of a rank statistic if nothing has changed. It depends only on the sizes of the samples. Immutable. */
sealed interface RankTest permits RankSum, SignedRank {

    /** Enough for any sensible significance level and number of figures. */
    int MOST_VALUES = 100;

    /** Half of the statistic's largest value. */
    int middle();

    /** The probability that the statistic is at most this value. */
    double atMost(int value);

    /** The largest number of values, counted from the smallest one, whose total probability is at most this. */
    default int excluded(double probability) {
        int low = 0;
        int high = middle();
        while (low < high) {
            int half = (low + high + 1) / 2;
            if (atMost(half - 1) <= probability) {
                low = half;
            } else {
                high = half - 1;
            }
        }
        return low;
    }

    /**
     * Whether samples of these sizes can show a difference at all.
     *
     * @param error the significance level of the two-sided test
     */
    default boolean suffices(double error) {
        return excluded(error / 2) > 0;
    }

    /** The smallest number of values with which a test can show a difference. */
    static int leastValues(IntFunction<RankTest> ofValues, double error) {
        return IntStream.rangeClosed(1, MOST_VALUES)
                .filter(values -> ofValues.apply(values).suffices(error))
                .findFirst()
                .orElse(MOST_VALUES);
    }
}
