package wse.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import wse.config.TestKind;
import wse.measure.Bound;
import wse.measure.Judgement;
import wse.measure.Reason;
import wse.measure.RunResult;
import wse.measure.Verdict;

class TrendsTest {

    private static final ComparedFigure RATE = new ComparedFigure("Accept rate", ComparedFigure.Scale.PER_SECOND, true);

    private static KeptRun run(int second, String name, Map<String, Double> rates) {
        Map<String, KeptRun.Line> lines = new LinkedHashMap<>();
        rates.forEach((tier, rate) ->
                lines.put(tier, new KeptRun.Line(Map.of(RATE, rate), rate > 0 ? Verdict.VALID : Verdict.SUSPECT)));
        return new KeptRun(
                "run-" + second,
                Optional.of(name).filter(given -> !given.isEmpty()),
                "Connection Storm",
                Instant.ofEpochSecond(second),
                "",
                Verdict.VALID,
                lines);
    }

    @Test
    void shouldDrawOneLineForEachTierWithAPointForEachRun() {
        List<Chart> charts = Trends.of(List.of(
                run(1, "", Map.of("100 connections", 5.0)),
                run(2, "", Map.of("100 connections", 6.0, "200 connections", 0.0))));

        assertThat(charts).singleElement().satisfies(chart -> {
            assertThat(chart.title()).isEqualTo("Connection Storm: Accept rate");
            assertThat(chart.x()).isEqualTo("time");
            assertThat(chart.y()).isEqualTo("per_second");
            assertThat(chart.xs()).containsExactly(1.0, 2.0);
            assertThat(chart.series())
                    .extracting(Chart.Series::label)
                    .containsExactly("100 connections", "200 connections");
            assertThat(chart.series().get(0).ys()).containsExactly(5.0, 6.0);
            assertThat(chart.series().get(1).ys()).containsExactly(null, 0.0);
            assertThat(chart.series().get(1).verdicts()).containsExactly("", "SUSPECT");
        });
    }

    @Test
    void shouldSeparateRunsOfDifferentNames() {
        List<Chart> charts = Trends.of(List.of(
                run(1, "main", Map.of("100 connections", 5.0)), run(2, "branch", Map.of("100 connections", 6.0))));

        assertThat(charts.get(0).series())
                .extracting(Chart.Series::label)
                .containsExactly("main, 100 connections", "branch, 100 connections");
    }

    @Test
    void shouldSayHowManyLinesAreLeftOut() {
        Map<String, Double> many = new LinkedHashMap<>();
        for (int tier = 1; tier <= 11; tier++) {
            many.put(tier + " connections", 1.0);
        }

        Chart chart = Trends.of(List.of(run(1, "", many), run(2, "", Map.of("11 connections", 2.0))))
                .get(0);

        assertThat(chart.series())
                .hasSize(8)
                .first()
                .extracting(Chart.Series::label)
                .isEqualTo("11 connections");
        assertThat(chart.note()).endsWith("3 more are left out.");
    }

    @Test
    void shouldDrawNothingForASingleRun() {
        assertThat(Trends.of(List.of(run(1, "", Map.of("100 connections", 5.0)))))
                .isEmpty();
    }

    @Test
    void shouldShowTheMedianOfTheRoundsWithTheWorstVerdict() {
        Judgement suspect =
                Judgement.of(List.of(new Reason(Reason.Cause.COLLECTED, "for 30 % of the time")), Bound.UNKNOWN);
        RunResult run = Runs.run(
                TestKind.CONNECTION_STORM,
                "wse.simulations.ConnectionStormSimulation",
                "netty",
                List.of(
                        ComparedRuns.storm(500, 1_000),
                        ComparedRuns.judged(ComparedRuns.storm(500, 5_000), suspect),
                        ComparedRuns.storm(500, 2_000)),
                null);

        KeptRun.Line line = KeptRun.of("x", run).lines().get("500 connections");

        assertThat(line.figures().get(RATE)).isCloseTo(2_000, within(1.0));
        assertThat(line.verdict()).isEqualTo(Verdict.SUSPECT);
    }

    /** A suite contains the same tiers with both engines. */
    @Test
    void shouldNotMixTheEnginesOfASuite() {
        List<KeptRun> runs = Stream.of("ConnectionStormSimulation", "ConnectionStormByGatlingSimulation")
                .map(simulation -> Runs.run(
                        TestKind.CONNECTION_STORM,
                        "wse.simulations." + simulation,
                        "netty",
                        List.of(ComparedRuns.storm(500, 1_000)),
                        null))
                .map(run -> KeptRun.of("x", run))
                .toList();

        assertThat(runs)
                .extracting(KeptRun::test)
                .containsExactly("Connection Storm", "Connection Storm, by Gatling's engine");
        assertThat(Trends.of(runs)).isEmpty();
    }

    @Test
    void shouldKeepTheFiguresOfEveryKindOfRun() {
        assertThat(Runs.all()).allSatisfy(run -> {
            KeptRun kept = KeptRun.of("x", run);
            assertThat(kept.test()).isEqualTo(RunSet.test(run));
            assertThat(kept.lines().values())
                    .anyMatch(line -> !line.figures().isEmpty() || run.tiers().isEmpty());
            assertThat(kept.result()).isNotEmpty();
        });
    }
}
