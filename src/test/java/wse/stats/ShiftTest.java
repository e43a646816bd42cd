package wse.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShiftTest {

    private static final double[] BEFORE = {0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46};
    private static final double[] AFTER = {1.15, 0.88, 0.90, 0.74, 1.21};

    /** The example of R's {@code wilcox.test} with {@code conf.int = TRUE}: Hollander and Wolfe, page 69. */
    @Test
    void shouldFindTheShiftAndIntervalThatRFinds() {
        Shift shift = Shift.difference(Samples.independent(/* before= */ AFTER, /* after= */ BEFORE), 0.05);

        assertThat(shift.estimate()).isCloseTo(0.305, within(1e-9));
        assertThat(shift.low()).isCloseTo(-0.15, within(1e-9));
        assertThat(shift.high()).isCloseTo(0.76, within(1e-9));
    }

    /** Two samples without overlap: 2 of the 20, 70, 252 or 924 ways to choose one of them from both. */
    @ParameterizedTest
    @CsvSource({"3, 0.1", "4, 0.0285715", "5, 0.00793651", "6, 0.0021646"})
    void shouldNeedEnoughValues(int values, double leastError) {
        assertThat(new RankSum(values, values).suffices(leastError * 1.0001)).isTrue();
        assertThat(new RankSum(values, values).suffices(leastError * 0.9999)).isFalse();
        assertThat(Samples.leastValues(false, leastError * 1.0001)).isEqualTo(values);
    }

    /** The depression scale factors of Hollander and Wolfe, page 29, with the interval of their example 3.3. */
    @Test
    void shouldFindThePairedShiftAndIntervalOfTheTextbook() {
        double[] before = {1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30};
        double[] after = {0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29};

        Shift shift = Shift.difference(new Samples(before, after, true), 0.04);

        assertThat(shift.estimate()).isCloseTo(-0.46, within(1e-9));
        assertThat(shift.low()).isCloseTo(-0.786, within(1e-9));
        assertThat(shift.high()).isCloseTo(-0.010, within(1e-9));
    }

    /** All differences have the same sign: 2 of the 32, 256 or 1,024 ways to choose the signs. */
    @ParameterizedTest
    @CsvSource({"5, 0.0625", "8, 0.0078125", "10, 0.001953125"})
    void shouldNeedEnoughPairs(int pairs, double leastError) {
        assertThat(Samples.leastValues(true, leastError * 1.0001)).isEqualTo(pairs);
        assertThat(Samples.leastValues(true, leastError * 0.9999)).isEqualTo(pairs + 1);
    }

    /** The disturbance of both values of a pair is ten times as large as the change. */
    @Test
    void shouldFindAChangeThatOnlyPairsShow() {
        double[] before = IntStream.range(0, 12).mapToDouble(i -> 100 + 10 * i).toArray();
        double[] after =
                IntStream.range(0, 12).mapToDouble(i -> before[i] - 10 - i % 3).toArray();

        assertThat(Shift.difference(Samples.independent(before, after), 0.01).isBelow(0))
                .isFalse();
        assertThat(Shift.difference(new Samples(before, after, true), 0.01).isBelow(0))
                .isTrue();
    }

    @Test
    void shouldRefusePairsOfDifferentSizes() {
        assertThatThrownBy(() -> new Samples(new double[1], new double[2], true))
                .hasMessageContaining("before=1, after=2");
    }

    @Test
    void shouldHaveNoIntervalWithTooFewValues() {
        Shift shift = Shift.ratio(Samples.independent(new double[] {1}, new double[] {2}), 0.01);

        assertThat(shift.isKnown()).isFalse();
        assertThat(shift.estimate()).isCloseTo(2, within(1e-9));
        assertThat(shift.isAbove(0)).isFalse();
        assertThat(shift.isBelow(100)).isFalse();
    }

    @Test
    void shouldNotTakeEqualValuesForAChange() {
        double[] equal = {7, 7, 7, 7, 7, 7, 7, 7};
        Shift shift = Shift.ratio(Samples.independent(equal, equal), 0.01);

        assertThat(shift).isEqualTo(new Shift(1, 1, 1));
        assertThat(shift.isAbove(1)).isFalse();
        assertThat(shift.isBelow(1)).isFalse();
    }

    /** A level of 90 %, which the discrete distribution of U undercuts; 1,000 pairs of samples with a fixed seed. */
    @Test
    void shouldContainTheTrueShiftAsOftenAsItSays() {
        Random random = new Random(1);
        long contained = IntStream.range(0, 1_000)
                .filter(i -> {
                    double[] before = random.doubles(8).toArray();
                    double[] after = random.doubles(9).map(value -> value + 3).toArray();
                    Shift shift = Shift.difference(Samples.independent(before, after), 0.1);
                    return shift.low() <= 3 && 3 <= shift.high();
                })
                .count();

        assertThat(contained).isBetween(890L, 950L);
    }
}
