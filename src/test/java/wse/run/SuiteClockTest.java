package wse.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import wse.config.Config;
import wse.config.SuiteProfile;
import wse.config.SuiteTest;

class SuiteClockTest {

    private static Config config(SuiteTest test, SuiteProfile profile) {
        return Config.from(
                test.kind(), test.simulation(), Map.of("wse.suite", profile.label(), "wse.suiteId", "a"), Map.of());
    }

    private static Duration planned(SuiteProfile profile) {
        return Stream.of(SuiteTest.values())
                .map(test -> SuiteClock.planned(config(test, profile)))
                .reduce(Duration.ZERO, Duration::plus);
    }

    @Test
    void shouldPlanAtMostTenMinutesByDefault() {
        assertThat(planned(SuiteProfile.QUICK)).isLessThan(Duration.ofMinutes(4));
        assertThat(planned(SuiteProfile.DEFAULT)).isLessThan(Duration.ofMinutes(10));
        assertThat(planned(SuiteProfile.FULL)).isGreaterThan(Duration.ofMinutes(20));
    }

    @Test
    void shouldCountDownOnlyTheOwnTest() {
        SuiteClock clock = new SuiteClock("a", 2, 9, Duration.ofSeconds(20), Duration.ofSeconds(70));

        assertThat(clock.announcement()).isEqualTo("suite a: test 2 of 9, about 1:30 left");
        assertThat(clock.left(Duration.ofSeconds(15))).isEqualTo("1:15");
        assertThat(clock.left(Duration.ofSeconds(99))).isEqualTo("1:10");
    }

    @Test
    void shouldFollowTheOrderInWhichMavenRunsTheSimulations() {
        assertThat(SuiteClock.order().stream().map(SuiteTest::simulation))
                .isEqualTo(List.of(
                        "ConnectionLimitSimulation",
                        "ConnectionStormByGatlingSimulation",
                        "ConnectionStormSimulation",
                        "FormatComparisonSimulation",
                        "PingLatencyByGatlingSimulation",
                        "PingLatencySimulation",
                        "SizeMatrixSimulation",
                        "SustainedHoldSimulation",
                        "ThroughputSimulation"));
    }

    @Test
    void shouldNotBelongToASuiteByDefault() {
        SuiteTest storm = SuiteTest.STORM;
        Config alone = Config.from(storm.kind(), storm.simulation(), Map.of(), Map.of());

        assertThat(SuiteClock.of(alone, storm.simulation())).isEmpty();
    }
}
