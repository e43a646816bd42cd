package wse.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {

    private static final Duration TEN = Duration.ofSeconds(10);

    @Test
    void shouldSpaceAConstantRateEvenlyWithoutDrift() {
        Schedule schedule = Schedule.constantRate(3);
        assertThat(schedule.intendedNanos(0)).isZero();
        assertThat(schedule.intendedNanos(1)).isEqualTo(333_333_333L);
        assertThat(schedule.intendedNanos(3)).isEqualTo(1_000_000_000L);
        assertThat(schedule.intendedNanos(3_000_000)).isEqualTo(1_000_000_000_000_000L);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void shouldRefuseAnInvalidRate(double rate) {
        assertThatThrownBy(() -> Schedule.constantRate(rate)).hasMessageContaining("perSecond=" + rate);
    }

    @Test
    void shouldSpreadTheConnectionsOverTheFirstInterval() {
        PingPlan plan = new PingPlan(ramp(4), 5, 2, TEN);
        assertThat(plan.schedule(0).intendedNanos(0)).isZero();
        assertThat(plan.schedule(1).intendedNanos(0)).isEqualTo(125_000_000L);
        assertThat(plan.schedule(3).intendedNanos(0)).isEqualTo(375_000_000L);
        assertThat(plan.schedule(3).intendedNanos(1)).isEqualTo(875_000_000L);
    }

    @Test
    void shouldHoldWithOnePingInEachInterval() {
        assertThat(hold(30, 5).pings()).isEqualTo(6);
        assertThat(hold(4, 5).pings()).isZero();
        assertThat(hold(9, 5).pings()).isEqualTo(1);
        assertThat(hold(10, 5).pings()).isEqualTo(2);
    }

    @Test
    void shouldSpreadTheLastPingsOverAtLeastASecondAndAtMost25000PerSecond() {
        assertThat(lastRollCallMillis(1_000, 30)).isEqualTo(999);
        assertThat(lastRollCallMillis(25_000, 30)).isEqualTo(999);
        assertThat(lastRollCallMillis(50_000, 30)).isEqualTo(1_999);
        assertThat(lastRollCallMillis(500_000, 30)).isEqualTo(19_999);
        assertThat(lastRollCallMillis(500_000, 5)).isEqualTo(4_999);
    }

    private static long lastRollCallMillis(int connections, int intervalSeconds) {
        HoldPlan plan = new HoldPlan(ramp(connections), TEN, Duration.ofSeconds(intervalSeconds), TEN);
        return Duration.ofNanos(plan.rollCallNanos(connections - 1)).toMillis();
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 11, 14, 30, 34})
    void shouldKeepEveryPingOfAHoldInsideIt(int seconds) {
        HoldPlan plan = hold(seconds, 5);
        for (int connection = 0; connection < plan.connections(); connection++) {
            assertThat(plan.schedule(connection).intendedNanos(plan.pings() - 1))
                    .isLessThan(plan.hold().toNanos());
        }
    }

    @Test
    void shouldNameTheValueThatBreaksARule() {
        assertThatThrownBy(() -> ramp(0)).hasMessage("connections must be at least 1: connections=0");
        assertThatThrownBy(() -> new PingPlan(ramp(1), 0, 0, TEN)).hasMessageContaining("pings=0");
        assertThatThrownBy(() -> new PingPlan(ramp(1), 1, -2, TEN)).hasMessageContaining("pingsPerSecond=-2.0");
        assertThatThrownBy(() -> hold(0, 5)).hasMessageContaining("hold=PT0S");
    }

    private static HoldPlan hold(int holdSeconds, int intervalSeconds) {
        return new HoldPlan(ramp(4), Duration.ofSeconds(holdSeconds), Duration.ofSeconds(intervalSeconds), TEN);
    }

    private static Ramp ramp(int connections) {
        return new Ramp(connections, 0, 0, TEN, TEN);
    }
}
