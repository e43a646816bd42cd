package wse.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import wse.measure.Interval;
import wse.measure.RunResult;
import wse.measure.TierResult;
import wse.measure.TimeSeries;

class TimeChartsTest {

    @Test
    void shouldTellTheRoundsOfATierApart() {
        RunResult storm = TimeRuns.storm();
        TierResult tier = storm.tiers().get(0);
        RunResult run = storm.withTiers(
                List.of(tier, new TierResult(tier.shape(), tier.client(), tier.server(), tier.findings())));

        assertThat(TimeTables.of(run))
                .extracting(Table::title)
                .containsExactly("100 connections, round 1 SHORT", "100 connections, round 2 SHORT");
        assertThat(CsvReport.render(run))
                .containsKeys("over-time-100-connections-round-1.csv", "over-time-100-connections-round-2.csv");
    }

    @Test
    void shouldDrawTheLatenciesOfTheResultsFile() throws Exception {
        RunResult run = TimeRuns.hold();
        List<Double> expected = new ArrayList<>();
        for (JsonNode tier : new ObjectMapper().readTree(JsonReport.render(run)).get("tiers")) {
            for (JsonNode interval : tier.at("/time_series/intervals")) {
                JsonNode p99 = interval.at("/latency_us/response/p99");
                if (!p99.isMissingNode()) {
                    expected.addAll(List.of(p99.doubleValue(), p99.doubleValue()));
                }
            }
        }

        Chart chart = chart(run, "Latency over time");

        assertThat(chart.series()).extracting(Chart.Series::label).containsExactly("max", "p99", "p50");
        assertThat(chart.series().get(1).ys().stream().filter(Objects::nonNull)).isEqualTo(expected);
    }

    @Test
    void shouldLeaveAGapWhereNothingWasAnsweredAndShowARateOfZero() {
        Chart latency = chart(TimeRuns.hold(), "Latency over time");
        Chart rate = chart(TimeRuns.hold(), "Pings answered over time");

        assertThat(at(latency, "p50", 21.5)).isNull();
        assertThat(at(latency, "p50", 24.5)).isNotNull();
        assertThat(at(rate, "rate", 21.5)).isZero();
        assertThat(at(rate, "rate", 24.5)).isEqualTo(200);
    }

    @Test
    void shouldShowNoLineForAServerThatWasNotObserved() {
        Chart cpu = chart(TimeRuns.hold(), "CPU over time");

        assertThat(at(cpu, "server", 10)).isEqualTo(0.5);
        assertThat(at(cpu, "server", 80)).isNull();
        assertThat(at(cpu, "client", 80)).isEqualTo(0.25);
    }

    @Test
    void shouldPlaceTheTiersOneAfterAnother() {
        Chart chart = chart(TimeRuns.hold(), "Memory over time");

        assertThat(chart.spans())
                .containsExactly(
                        new Chart.Span("1,000 connections", "", 0, 60.125),
                        new Chart.Span("10,000 connections", "", 70, 90.125));
        assertThat(chart.xs()).isSorted();
    }

    @Test
    void shouldShowTheAcceptRateOfAStormThatTakesAFractionOfASecond() {
        Chart rate = chart(TimeRuns.storm(), "Accept rate over time");

        assertThat(rate.series().get(0).ys().get(0)).isBetween(6_500.0, 7_500.0);
        assertThat(rate.series().get(0).ys().get(2)).isZero();
    }

    @Test
    void shouldNameTheVerdictOfATierInDoubt() {
        RunResult run = TimeRuns.hold();
        TierResult hold = run.tiers().get(0);
        TierResult stopped = new TierResult(
                hold.shape(),
                hold.client().withJudgement(run.tiers().get(2).client().judgement()),
                hold.server(),
                List.of());

        RunResult doubtful = run.withTiers(List.of(stopped));

        assertThat(chart(doubtful, "CPU over time").spans())
                .extracting(Chart.Span::verdict)
                .containsExactly("INCOMPLETE");
        assertThat(TimeTables.of(doubtful).get(0).title()).isEqualTo("1,000 connections INCOMPLETE");
    }

    @Test
    void shouldMentionFailuresOnlyIfThereWereSome() {
        assertThat(chart(TimeRuns.hold(), "Failures over time").series()).hasSize(1);
        assertThat(TimeCharts.of(TimeRuns.hold()
                        .withTiers(List.of(TimeRuns.hold().tiers().get(2)))))
                .isEmpty();
    }

    @Test
    void shouldBoundThePageOfManyLongTiers() {
        TierResult tier = TimeRuns.hold().tiers().get(0);
        Interval second = tier.series().intervals().get(1);
        TimeSeries longest = new TimeSeries(
                tier.series().startedAt(),
                IntStream.range(0, TimeSeries.MOST_INTERVALS)
                        .mapToObj(i -> new Interval(
                                Duration.ofSeconds(i),
                                Duration.ofSeconds(1),
                                second.latencies(),
                                second.counts(),
                                second.client(),
                                second.server()))
                        .toList(),
                List.of());
        TierResult whole = new TierResult(tier.shape(), tier.client().withSeries(longest), tier.server(), List.of());

        RunResult run = TimeRuns.hold()
                .withTiers(IntStream.range(0, 40).mapToObj(i -> whole).toList());

        assertThat(HtmlReport.render(run).length()).isLessThan(3_000_000);
    }

    private static Chart chart(RunResult run, String title) {
        return TimeCharts.of(run).stream()
                .filter(chart -> chart.title().equals(title))
                .findFirst()
                .orElseThrow();
    }

    /** The value of a line at a time within an interval. */
    private static Double at(Chart chart, String label, double seconds) {
        int after = IntStream.range(0, chart.xs().size())
                .filter(i -> chart.xs().get(i) > seconds)
                .findFirst()
                .orElseThrow();
        return chart.series().stream()
                .filter(line -> line.label().equals(label))
                .findFirst()
                .orElseThrow()
                .ys()
                .get(after);
    }
}
