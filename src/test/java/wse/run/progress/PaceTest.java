package wse.run.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PaceTest {

    private final Pace pace = new Pace(0);

    private void at(long seconds, long resolved, long connected) {
        pace.add(TimeUnit.SECONDS.toNanos(seconds), resolved, connected);
    }

    @Test
    void shouldCountFailuresForTheTimeLeftButNotForTheRate() {
        at(2, 300, 200);

        assertThat(pace.connectedPerSecond()).isEqualTo(100);
        assertThat(pace.secondsUntil(900)).isEqualTo(4);
    }

    @Test
    void shouldUseOnlyTheLastFiveSeconds() {
        for (int second = 1; second <= 10; second++) {
            at(second, 1_000, 1_000);
        }
        for (int second = 11; second <= 15; second++) {
            at(second, 1_000 + 10 * (second - 10), 1_000 + 10 * (second - 10));
        }

        assertThat(pace.connectedPerSecond()).isEqualTo(10);
        assertThat(pace.secondsUntil(1_150)).isEqualTo(10);
    }

    @Test
    void shouldUseTheLastTwoSamplesIfTheyAreFarApart() {
        at(10, 100, 100);
        at(20, 300, 300);

        assertThat(pace.connectedPerSecond()).isEqualTo(20);
    }

    @Test
    void shouldKnowNoTimeWhileNothingHappens() {
        at(1, 0, 0);

        assertThat(pace.secondsUntil(10)).isInfinite();
        assertThat(pace.secondsUntil(0)).isZero();
    }
}
