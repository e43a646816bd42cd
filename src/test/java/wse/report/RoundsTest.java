package wse.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import wse.config.TestKind;
import wse.measure.Judgement;
import wse.measure.LatencyKind;
import wse.measure.Reason;
import wse.measure.RunResult;
import wse.measure.TierResult;
import wse.measure.Verdict;
import wse.text.Units;

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
        assertThat(merged).extracting(TierResult::verdict).containsExactly(Verdict.SUSPECT, Verdict.SHORT);
        assertThat(merged.get(0).measured().latencies().get(LatencyKind.CONNECT).getTotalCount())
                .isEqualTo(200);
        assertThat(SMALL.measured().latencies().get(LatencyKind.CONNECT).getTotalCount())
                .isEqualTo(100);
    }

    @Test
    void shouldReportTheMedianRoundAndTheWorseOfTwo() {
        TierResult slow = ComparedRuns.storm(100, 4_000, 10_000);
        TierResult fast = ComparedRuns.storm(100, 9_000, 10_000);

        assertThat(rate(Rounds.merged(List.of(fast, SMALL, slow)))).isEqualTo(rate(List.of(SMALL)));
        assertThat(rate(Rounds.merged(List.of(fast, slow)))).isEqualTo(rate(List.of(slow)));
        assertThat(Rounds.numbers(List.of(fast, LARGE, slow)).values()).containsExactlyInAnyOrder(1, 1, 2);
        assertThat(Rounds.numbers(List.of(fast, LARGE))).isEmpty();
    }

    private static Double rate(List<TierResult> tiers) {
        return Figures.connectionsPerSecond(tiers.get(0));
    }

    @Test
    void shouldShowTheRoundsInTablesAndTheirMedianInTheAnswer() {
        TierResult fast = ComparedRuns.storm(100, 9_000, 10_000);
        TierResult slow = ComparedRuns.storm(100, 4_000, 10_000);
        RunResult run = Runs.run(TestKind.CONNECTION_STORM, "S", "netty", List.of(fast, SMALL, slow), null);

        String report = TextReport.render(run, false).replaceAll("\\s+", " ");

        assertThat(report)
                .contains(
                        "The server accepted at least " + Units.rate(rate(List.of(SMALL))) + " connections/s",
                        "Rates are from the median of 3 rounds",
                        "Connections Round Accept rate");
    }

    /** A search may come back to a number of connections without repeating anything. */
    @Test
    void shouldNotMistakeTheStepsOfASearchForRounds() {
        List<TierResult> steps = LimitRuns.capped().tiers();
        List<TierResult> twice = Stream.concat(steps.stream(), steps.stream()).toList();

        assertThat(Rounds.merged(twice)).isSameAs(twice);
        assertThat(Rounds.numbers(twice)).isEmpty();
        assertThat(Rounds.count(twice)).isEqualTo(1);
    }

    @Test
    void shouldKeepTheTiersOfASingleRound() {
        List<TierResult> tiers = List.of(SMALL, LARGE);

        assertThat(Rounds.merged(tiers)).isSameAs(tiers);
    }

    /** The median is neither the first nor the last round. */
    @Test
    void shouldDrawTheMedianRoundAgainstConnections() {
        List<TierResult> tiers =
                List.of(ComparedRuns.storm(100, 9_000), LARGE, ComparedRuns.storm(100, 4_000), LARGE, SMALL, LARGE);

        assertThat(Charts.of(Runs.run(TestKind.CONNECTION_STORM, "S", "netty", tiers, null)))
                .filteredOn(chart -> chart.title().equals("Accept rate against connections"))
                .singleElement()
                .satisfies(chart -> assertThat(chart.series().get(0).ys())
                        .containsExactly(rate(List.of(SMALL)), rate(List.of(LARGE))));
    }

    @Test
    void shouldShowTheMedianRoundInTheCellsOfAMatrix() {
        List<TierResult> tiers =
                List.of(ComparedRuns.flood(100, 9_000), ComparedRuns.flood(100, 4_000), ComparedRuns.flood(100, 5_000));
        RunResult run = Runs.run(TestKind.SIZE_MATRIX, "S", "netty", tiers, null);

        assertThat(Matrix.of(run).get(0).lines())
                .singleElement()
                .satisfies(line ->
                        assertThat(line.cells()).extracting(Matrix.Cell::figure).containsExactly(Units.big(5_000.0)));
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
