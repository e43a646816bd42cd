package wse.run.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import wse.measure.Outcome;
import wse.measure.OutcomeCounts;
import wse.measure.TierShape;
import wse.plan.Ramp;
import wse.plan.StormPlan;
import wse.run.progress.LiveView.Moment;
import wse.run.progress.LiveView.Phase;
import wse.run.tiers.Tier;

class ProgressLineTest {

    private static final Tier TIER = new Tier(
            "storm 500000",
            new StormPlan(new Ramp(500_000, 0, 0, Duration.ofSeconds(10), Duration.ofSeconds(10))),
            new TierShape.Storm(500_000),
            false);

    private static Moment moment(Phase phase, OutcomeCounts outcomes, Duration left) {
        return new Moment(phase, outcomes, 7_120.4, 8_100_000_000L, 6_250_000_000L, Optional.ofNullable(left));
    }

    private static OutcomeCounts outcomes(Object... rows) {
        OutcomeCounts counts = new OutcomeCounts();
        for (int i = 0; i < rows.length; i += 2) {
            counts.add(new Outcome((String) rows[i]), (int) rows[i + 1]);
        }
        return counts;
    }

    @Test
    void shouldSayWhatTheWarmUpOpens() {
        Ramp paced = TIER.plan().ramp().withConnectsPerSecond(1_000);
        Tier slow = new Tier("warm-up paced", new StormPlan(paced), TIER.shape(), true);

        assertThat(ProgressLine.warmUp(TIER, 10))
                .isEqualTo(
                        "[wse] storm 500000:        10 rounds of 500,000 connections before the measurement; wse.warmUp"
                                + " sets the number of connections");
        assertThat(ProgressLine.warmUp(slow, 1))
                .isEqualTo("[wse] warm-up paced:       500,000 connections at 1,000 per second before the measurement");
    }

    @Test
    void shouldShowConnectedRateFailuresMemoryAndTimeLeft() {
        OutcomeCounts outcomes = outcomes("OK", 213_402, "RESET", 12, "CONNECT_TIMEOUT", 1_200);

        assertThat(ProgressLine.live(TIER, moment(Phase.CONNECTING, outcomes, Duration.ofSeconds(100))))
                .isEqualTo(
                        "[wse] storm 500000:        213,402 of 500,000 connected, 7,120/s, 1,200 CONNECT_TIMEOUT, 12 RESET,"
                                + " memory 8.10 GB (+6.25), 1:40 left");
    }

    @Test
    void shouldShowOpenConnectionsOnceAllAreUp() {
        assertThat(ProgressLine.live(TIER, moment(Phase.UP, outcomes("OK", 500_000), Duration.ofSeconds(9))))
                .isEqualTo("[wse] storm 500000:        500,000 up, 0 failed, memory 8.10 GB (+6.25), 0:09 left");
        assertThat(ProgressLine.live(TIER, moment(Phase.SETTLING, outcomes("OK", 500_000), Duration.ofSeconds(20))))
                .isEqualTo(
                        "[wse] storm 500000:        settling and closing, 500,000 up, 0 failed, memory 8.10 GB (+6.25), 0:20 left");
        assertThat(ProgressLine.live(TIER, moment(Phase.CLOSING, outcomes("OK", 500_000), null)))
                .isEqualTo("[wse] storm 500000:        closing, 500,000 were up, 0 failed, memory 8.10 GB (+6.25)");
    }

    @Test
    void shouldNameTheMostFrequentFailuresOnly() {
        OutcomeCounts outcomes = outcomes("A", 1, "B", 4, "C", 3, "D", 2);

        assertThat(ProgressLine.live(TIER, moment(Phase.CONNECTING, outcomes, null)))
                .contains(", 4 B, 3 C, 2 D, …, memory")
                .doesNotContain("left");
    }
}
