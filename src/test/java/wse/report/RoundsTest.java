package wse.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import wse.config.TestKind;
import wse.measure.Judgement;
import wse.measure.LatencyKind;
import wse.measure.Reason;
import wse.measure.TierResult;
import wse.measure.Verdict;

class RoundsTest {

    private static final TierResult SMALL = ComparedRuns.storm(100, 5_000, 10_000);
    private static final TierResult LARGE = ComparedRuns.storm(500, 6_000, 20_000);

    @Test
    void shouldMergeTheLatenciesOfAllRounds() {
        TierResult again = ComparedRuns.judged(
                ComparedRuns.storm(100, 5_500, 30_000),
                Judgement.of(List.of(new Reason(Reason.Cause.COLLECTED, "for 30 % of the time")), SMALL.bound()));

        List<TierResult> merged = Rounds.merged(List.of(SMALL, LARGE, again));

        assertThat(merged).extracting(tier -> tier.shape().connections()).containsExactly(100, 500);
        assertThat(merged).extracting(TierResult::verdict).containsExactly(Verdict.SUSPECT, Verdict.VALID);
        assertThat(merged.get(0).measured().latencies().get(LatencyKind.CONNECT).getTotalCount())
                .isEqualTo(200);
        assertThat(SMALL.measured().latencies().get(LatencyKind.CONNECT).getTotalCount())
                .isEqualTo(100);
    }

    @Test
    void shouldKeepTheTiersOfASingleRound() {
        List<TierResult> tiers = List.of(SMALL, LARGE);

        assertThat(Rounds.merged(tiers)).isSameAs(tiers);
    }

    @Test
    void shouldDrawOneLineForEachTier() {
        List<TierResult> tiers = List.of(SMALL, LARGE, SMALL, LARGE, SMALL, LARGE);

        assertThat(Charts.of(Runs.run(TestKind.CONNECTION_STORM, "S", "netty", tiers, null)))
                .filteredOn(chart -> chart.title().equals("Connect latency"))
                .singleElement()
                .satisfies(chart -> assertThat(chart.series()).hasSize(2));
    }
}
