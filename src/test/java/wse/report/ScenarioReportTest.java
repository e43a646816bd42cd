package wse.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import wse.measure.RequestFigures;
import wse.measure.RequestFigures.Step;
import wse.measure.RunResult;
import wse.measure.TestFigures;
import wse.measure.TierResult;

class ScenarioReportTest {

    /** The later a request is in the scenario, the more often it is sent. */
    private static RunResult asking(int requests) {
        List<RequestFigures> figures = IntStream.rangeClosed(1, requests)
                .mapToObj(each -> new RequestFigures(
                        "ask " + each,
                        Step.ASK,
                        Runs.outcomes(100L * each),
                        Runs.latencies(100L * each, 300, 0.5, each)))
                .toList();
        RunResult run = ScenarioRuns.hello();
        TierResult tier = run.tiers().get(0);
        return run.withTiers(List.of(new TierResult(
                tier.shape(),
                tier.client().withMeasured(tier.measured().withFigures(new TestFigures.Scenario(figures))),
                tier.server(),
                tier.findings())));
    }

    private static Chart chart(RunResult run) {
        return new ScenarioReport().charts(run).get(0);
    }

    @Test
    void shouldDrawEachRequestIfThereAreFew() {
        Chart chart = chart(asking(Charts.MOST_LINES));

        assertThat(chart.series()).hasSize(Charts.MOST_LINES);
        assertThat(chart.note()).isEqualTo("All values; the slowest are on the right.");
    }

    @Test
    void shouldSayWhichRequestsItDraws() {
        Chart chart = chart(asking(Charts.MOST_LINES + 3));

        assertThat(chart.series())
                .extracting(Chart.Series::label)
                .containsExactly("ask 11", "ask 10", "ask 9", "ask 8", "ask 7", "ask 6", "ask 5", "ask 4");
        assertThat(chart.note()).endsWith(" The 8 most frequent requests; 3 more are only in the table.");
    }
}
