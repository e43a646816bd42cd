package wse.stats;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.MannWhitneyUTest;

/**
 * The distribution of the Mann-Whitney statistic U if both samples have the same distribution. It depends only on the sizes
 * of the samples. Immutable.
 */
public record RankSum(int before, int after) {

    private static final MannWhitneyUTest TEST = MannWhitneyUTest.withDefaults().with(AlternativeHypothesis.LESS_THAN);

    /** Enough for any error and number of figures that make sense. */
    private static final int MOST_VALUES = 100;

    static RankSum of(int before, int after) {
        return new RankSum(before, after);
    }

    /**
     * The smallest number of values that each of two equally large samples needs, so that samples without any overlap show a
     * difference.
     *
     * @param error of the two-sided test
     */
    public static int leastValues(double error) {
        return IntStream.rangeClosed(1, MOST_VALUES)
                .filter(values -> of(values, values).excluded(error / 2) > 0)
                .findFirst()
                .orElse(MOST_VALUES);
    }

    /** Whether samples of these sizes can show a difference at all. */
    public boolean suffices(double error) {
        return excluded(error / 2) > 0;
    }

    /** How many of the smallest values of U are so unlikely that, together, their probability does not exceed a limit. */
    int excluded(double probability) {
        int most = before * after / 2;
        int low = 0;
        int high = most;
        while (low < high) {
            int middle = (low + high + 1) / 2;
            if (atMost(middle - 1) <= probability) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /** The probability that U is not larger than a value. */
    private double atMost(int value) {
        return TEST.test(first(value), second(value)).getPValue();
    }

    /** Ranks of a first sample that exceeds the second one in exactly {@code pairs} pairs. */
    private double[] first(int pairs) {
        return IntStream.range(0, before)
                .mapToDouble(i -> i + 1 + Math.max(0, Math.min(after, pairs - (long) (before - 1 - i) * after)))
                .toArray();
    }

    private double[] second(int pairs) {
        double[] taken = first(pairs);
        return IntStream.rangeClosed(1, before + after)
                .mapToDouble(rank -> rank)
                .filter(rank -> Arrays.binarySearch(taken, rank) < 0)
                .toArray();
    }
}
