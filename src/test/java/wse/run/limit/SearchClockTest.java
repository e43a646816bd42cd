package wse.run.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import wse.config.Config;
import wse.config.TestKind;
import wse.plan.LimitSearch;

class SearchClockTest {

    private static final long START = -5;

    private final SearchClock clock =
            new SearchClock(Config.from(TestKind.CONNECTION_LIMIT, Map.of("wse.holdDuration", "10s"), Map.of()));

    private static LimitSearch sizes(int first, int most) {
        return LimitSearch.begin(first, most, 100, 100);
    }

    /**
     * Ramps of 2, 2 and 4 s at 5,000 connections per second; 12.5 s in each step for the hold, the last pings and the
     * time between steps; and 0.6 s more for the last pings of 40,000 connections.
     */
    @Test
    void shouldAddUpTheRestOfTheStepsThatDouble() {
        clock.begins(sizes(10_000, 40_000), START);

        assertThat(clock.left(START)).isEqualTo(Duration.ofMillis(2_000 + 2_000 + 4_000 + 3 * 12_500 + 600));
    }

    @Test
    void shouldUseTheRateOfTheStepBefore() {
        clock.ended(20_000, Duration.ofSeconds(2));
        clock.begins(sizes(20_000, 20_000), START);

        assertThat(clock.left(START)).isEqualTo(Duration.ofMillis(2_000 + 12_500));
    }

    @Test
    void shouldNotLearnFromAStepThatWasTooShort() {
        clock.ended(999, Duration.ofMillis(1));
        clock.ended(2_000, Duration.ZERO);
        clock.begins(sizes(20_000, 20_000), START);

        assertThat(clock.left(START)).isEqualTo(Duration.ofMillis(4_000 + 12_500));
    }

    /** A step that takes longer than expected does not use up the time of the steps after it. */
    @Test
    void shouldNeverShowLessThanTheStepsAfterThisOne() {
        clock.begins(sizes(20_000, 40_000), START);

        assertThat(clock.left(START + TimeUnit.HOURS.toNanos(1))).isEqualTo(Duration.ofMillis(4_000 + 13_100));
    }

    @Test
    void shouldShowNothingBeforeTheFirstStepAndAfterTheLast() {
        assertThat(clock.suffix()).isEmpty();

        clock.begins(sizes(1, 1), START);
        assertThat(clock.left(START + TimeUnit.HOURS.toNanos(1))).isZero();
    }

    @Test
    void shouldHalveTheGapOnceAStepWasBad() {
        LimitSearch between = sizes(1_000, 2_000).after(1_000).after(0);

        clock.begins(between, START);

        assertThat(clock.left(START)).isGreaterThan(Duration.ofSeconds(4 * 12));
    }
}
