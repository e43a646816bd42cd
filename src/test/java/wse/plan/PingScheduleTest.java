package wse.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PingScheduleTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final long SECOND = 1_000_000_000;

    @Test
    void shouldEndAHoldWithARollCall() {
        HoldPlan plan = new HoldPlan(ramp(4), Duration.ofSeconds(30), Duration.ofSeconds(10), TIMEOUT);

        PingSchedule pings = plan.pingSchedule();

        assertThat(pings.planned()).isEqualTo(3);
        assertThat(pings.count()).isEqualTo(4);
        assertThat(pings.isOpen()).isTrue();
        assertThat(pings.isRollCall(2)).isFalse();
        assertThat(pings.isRollCall(3)).isTrue();
        assertThat(pings.intendedNanos(1, 2)).isEqualTo(22_500_000_000L);
        assertThat(pings.intendedNanos(1, 3)).isEqualTo(30 * SECOND + plan.rollCallNanos(1));
        assertThat(pings.unsent(1)).as("the roll call is not a planned ping").isEqualTo(2);
    }

    @Test
    void shouldHaveNoTimesForPingsInClosedForm() {
        PingSchedule pings = new PingPlan(ramp(2), 7, 0, TIMEOUT).pingSchedule();

        assertThat(pings.isOpen()).isFalse();
        assertThat(pings.endsWithRollCall()).isFalse();
        assertThat(pings.count()).isEqualTo(7);
        assertThat(pings.intendedNanos(1, 6)).isZero();
        assertThat(pings.isRollCall(7)).isFalse();
        assertThat(pings.unsent(9)).isZero();
    }

    @Test
    void shouldSpreadOpenPingsOverTheInterval() {
        PingSchedule pings = new PingPlan(ramp(4), 7, 1, TIMEOUT).pingSchedule();

        assertThat(pings.isOpen()).isTrue();
        assertThat(pings.intendedNanos(0, 2)).isEqualTo(2 * SECOND);
        assertThat(pings.intendedNanos(3, 2)).isEqualTo(2 * SECOND + 750_000_000);
    }

    @Test
    void shouldHaveNoTimesWithoutPings() {
        PingSchedule pings = new StormPlan(ramp(1)).pingSchedule();

        assertThat(pings.count()).isZero();
        assertThatIllegalStateException().isThrownBy(() -> pings.intendedNanos(0, 0));
    }

    private static Ramp ramp(int connections) {
        return new Ramp(connections, 0, 0, TIMEOUT, TIMEOUT);
    }
}
