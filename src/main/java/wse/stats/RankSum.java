package wse.stats;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.MannWhitneyUTest;

/**
 * The distribution of the Mann-Whitney statistic U if both samples have the same distribution. It depends only on the sizes
 * of the samples. Immutable.
 */
record RankSum(int before, int after) implements RankTest {

    private static final MannWhitneyUTest TEST = MannWhitneyUTest.withDefaults().with(AlternativeHypothesis.LESS_THAN);

    @Override
    public int middle() {
        return before * after / 2;
    }

    @Override
    public double atMost(int value) {
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
