package wse.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LimitSearchTest {

    private final List<Integer> steps = new ArrayList<>();

    @Test
    void shouldDoubleUpToExactlyTheMaximum() {
        LimitSearch end = search(LimitSearch.begin(1_000, 500_000, 1, 100), Integer.MAX_VALUE);

        assertThat(steps)
                .containsExactly(1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 64_000, 128_000, 256_000, 500_000);
        assertThat(end.good()).isEqualTo(500_000);
        assertThat(end.reachedMost()).isTrue();
    }

    @Test
    void shouldHalveTheGapBetweenGoodAndBad() {
        LimitSearch end = search(LimitSearch.begin(100, 10_000, 1, 100), 300);

        assertThat(steps).containsExactly(100, 200, 400, 300, 350, 325, 312, 306, 303, 301);
        assertThat(end.good()).isEqualTo(300);
        assertThat(end.bad()).isEqualTo(301);
        assertThat(end.reachedMost()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"1,1", "1,2", "1,777", "100,777", "1000,777", "777,777", "64,512", "3,1000"})
    void shouldFindEveryLimitExactly(int first, int most) {
        for (int connectionLimit = 0; connectionLimit < most; connectionLimit++) {
            LimitSearch end = search(LimitSearch.begin(first, most, 1, 100), connectionLimit);
            assertThat(end.good()).isEqualTo(connectionLimit);
            assertThat(end.bad()).isEqualTo(connectionLimit + 1);
        }
        assertThat(search(LimitSearch.begin(first, most, 1, 100), most).reachedMost())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 50, 2_000})
    void shouldEndAtTheResolutionAndNoStepLater(int resolution) {
        for (int connectionLimit = 0; connectionLimit < 1_000; connectionLimit++) {
            LimitSearch before = LimitSearch.begin(100, 1_000, resolution, 100);
            LimitSearch end = before;
            for (;
                    end.next().isPresent();
                    end = end.after(Math.min(connectionLimit, end.next().getAsInt()))) {
                before = end;
            }
            assertThat(connectionLimit).isBetween(end.good(), end.bad() - 1);
            assertThat(end.bad() - end.good()).isLessThanOrEqualTo(resolution);
            assertThat(before.bad() == 0 || before.bad() - before.good() > resolution)
                    .isTrue();
        }
    }

    @Test
    void shouldSearchBelowABadFirstStep() {
        LimitSearch end = search(LimitSearch.begin(1_000, 8_000, 100, 100), 310);

        assertThat(steps).containsExactly(1_000, 500, 250, 375, 312);
        assertThat(end.good()).isEqualTo(250);
        assertThat(end.bad()).isEqualTo(312);
    }

    @Test
    void shouldFindNoGoodStepIfThereIsNone() {
        LimitSearch end = search(LimitSearch.begin(8, 16, 1, 100), 0);

        assertThat(steps).containsExactly(8, 4, 2, 1);
        assertThat(end.good()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"100,1000,1000,true", "100,1000,999,false", "99,1000,990,true", "99,1000,989,false", "0.1,1000,1,true"})
    void shouldTreatAStepAsGoodIfTheShareIsAlive(double share, int connections, long alive, boolean good) {
        assertThat(LimitSearch.begin(1, 1, 1, share).isGood(connections, alive)).isEqualTo(good);
    }

    @Test
    void shouldNotOverflowOnTheWayUp() {
        LimitSearch probe = new LimitSearch(1, Integer.MAX_VALUE, 1, 100, 1 << 30, 0);

        assertThat(probe.next()).hasValue(Integer.MAX_VALUE);
    }

    @Test
    void shouldRefuseAStepAfterTheLast() {
        LimitSearch over = new LimitSearch(1, 10, 1, 100, 10, 0);

        assertThatThrownBy(() -> over.after(1)).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @CsvSource({"0,1,1,100", "1,0,1,100", "1,1,0,100", "1,1,1,0", "1,1,1,100.1", "1,1,1,NaN"})
    void shouldRefuseAnImpossibleSearch(int first, int most, int resolution, double share) {
        assertThatThrownBy(() -> LimitSearch.begin(first, most, resolution, share))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private LimitSearch search(LimitSearch from, int connectionLimit) {
        steps.clear();
        LimitSearch probe = from;
        while (probe.next().isPresent()) {
            int step = probe.next().getAsInt();
            steps.add(step);
            probe = probe.after(Math.min(step, connectionLimit));
        }
        return probe;
    }
}
