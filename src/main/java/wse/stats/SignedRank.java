package wse.stats;

import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.WilcoxonSignedRankTest;

/**
 * The distribution of Wilcoxon's statistic W of paired values, the sum of the ranks of the positive differences, if each
 * difference is as likely to be positive as negative. It depends only on the number of pairs. Immutable.
 */
record SignedRank(int pairs) implements RankTest {

    private static final WilcoxonSignedRankTest TEST =
            WilcoxonSignedRankTest.withDefaults().with(AlternativeHypothesis.LESS_THAN);

    @Override
    public int middle() {
        return pairs * (pairs + 1) / 4;
    }

    @Override
    public double atMost(int value) {
        return TEST.test(differences(value)).getPValue();
    }

    /** Differences whose absolute values are their ranks. The positive ones add up to {@code sum}. */
    private double[] differences(int sum) {
        double[] differences = new double[pairs];
        int rest = sum;
        for (int rank = pairs; rank > 0; rank--) {
            boolean positive = rest >= rank;
            differences[rank - 1] = positive ? rank : -rank;
            rest -= positive ? rank : 0;
        }
        return differences;
    }
}
