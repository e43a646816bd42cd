package wse.stats;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * The values of a figure before and after a change. Immutable; the arrays must not be changed.
 *
 * @param paired whether the values with the same index were measured one right after the other, so that whatever disturbed
 *     one of them probably disturbed the other, too
 */
public record Samples(double[] before, double[] after, boolean paired) {

    public Samples {
        if (paired && before.length != after.length) {
            throw new IllegalArgumentException(
                    "paired samples must have the same size: before=" + before.length + ", after=" + after.length);
        }
    }

    /** Samples whose values were measured independently of each other. */
    public static Samples independent(double[] before, double[] after) {
        return new Samples(before, after, false);
    }

    /** The smallest number of values that each of two samples of the same size needs to show a difference. */
    public static int leastValues(boolean paired, double error) {
        return RankTest.leastValues(paired ? SignedRank::new : values -> new RankSum(values, values), error);
    }

    RankTest test() {
        return paired ? new SignedRank(before.length) : new RankSum(before.length, after.length);
    }

    Samples logarithms() {
        return new Samples(mapped(before, Math::log), mapped(after, Math::log), paired);
    }

    private static double[] mapped(double[] values, DoubleUnaryOperator function) {
        return DoubleStream.of(values).map(function).toArray();
    }

    /**
     * All estimates of the shift, sorted: the differences of all pairs of values or, if the samples are paired, the means of
     * every two differences (Walsh averages), including each difference with itself.
     */
    double[] shifts() {
        return (paired ? walshAverages() : differences()).sorted().toArray();
    }

    private DoubleStream differences() {
        return Arrays.stream(before).flatMap(earlier -> Arrays.stream(after).map(later -> later - earlier));
    }

    private DoubleStream walshAverages() {
        double[] each = IntStream.range(0, before.length)
                .mapToDouble(i -> after[i] - before[i])
                .toArray();
        return IntStream.range(0, each.length)
                .boxed()
                .flatMapToDouble(i -> IntStream.rangeClosed(0, i).mapToDouble(j -> (each[i] + each[j]) / 2));
    }
}
