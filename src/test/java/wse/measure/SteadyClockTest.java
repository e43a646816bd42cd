package wse.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SteadyClockTest {

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 500_000);
    private final SteadyClock clock = new SteadyClock(1_000_000, nanos::get);

    @Test
    void shouldFollowNanoTimeEvenIfThatOverflows() {
        long before = nanos.get();
        assertThat(clock.millis()).isEqualTo(1_000_000);

        nanos.addAndGet(2_500_000_000L);

        assertThat(clock.millis()).isEqualTo(1_002_500);
        assertThat(clock.millisAt(before)).isEqualTo(1_000_000);
        assertThat(clock.millisAt(before - 1)).isEqualTo(999_999);
        assertThat(clock.instant()).isEqualTo(Instant.ofEpochMilli(1_002_500));
    }

    @Test
    void shouldBeginWithTheWallClock() {
        long before = System.currentTimeMillis();
        long steady = SteadyClock.ofProcess().millis();

        assertThat(steady).isBetween(before - 60_000, System.currentTimeMillis() + 60_000);
    }
}
