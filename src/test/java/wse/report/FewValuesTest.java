package wse.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import wse.config.TestKind;
import wse.measure.Bound;
import wse.measure.ClientResult;
import wse.measure.ClientUsage;
import wse.measure.Judgement;
import wse.measure.LatencyKind;
import wse.measure.LatencyRecorder;
import wse.measure.Messages;
import wse.measure.Outcome;
import wse.measure.OutcomeCounts;
import wse.measure.RunResult;
import wse.measure.ServerUsage;
import wse.measure.TierMeasurement;
import wse.measure.TierResult;
import wse.measure.TierShape;
import wse.measure.Verdict;

/** A percentile is not shown anywhere if there are too few values for it. */
class FewValuesTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    /** One connection whose pings take 1 ms, except for the last one, which takes 401 ms. */
    private static RunResult run(int pings) {
        Histogram service = LatencyRecorder.newHistogram();
        service.recordValueWithCount(1_000, pings - 1);
        service.recordValue(401_000);
        Histogram connect = LatencyRecorder.newHistogram();
        connect.recordValue(7_000);
        TierMeasurement measured = new TierMeasurement(
                1,
                ok(1),
                ok(pings),
                new Messages(pings, pings, pings, 1),
                Map.of(LatencyKind.CONNECT, connect, LatencyKind.SERVICE, service),
                SECOND,
                SECOND);
        Judgement valid = new Judgement(Verdict.VALID, List.of(), Bound.UNKNOWN);
        TierResult tier = new TierResult(
                TierShape.Pings.closed(1),
                new ClientResult(measured, valid, ClientUsage.UNKNOWN),
                ServerUsage.UNKNOWN,
                List.of());
        return Runs.run(TestKind.PING_LATENCY, "wse.simulations.PingLatencySimulation", "netty", List.of(tier), null);
    }

    private static OutcomeCounts ok(int count) {
        OutcomeCounts counts = new OutcomeCounts();
        counts.add(Outcome.OK, count);
        return counts;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 | - - - - - - | p50 needs 2, p90 needs 10, p95 needs 20, p99 needs 100, p99.9 needs 1,000, p99.99 needs 10,000",
                "3 | 1_ms - - - - - | p90 needs 10, p95 needs 20, p99 needs 100, p99.9 needs 1,000, p99.99 needs 10,000",
                "19 | 1_ms 1_ms - - - - | p95 needs 20, p99 needs 100, p99.9 needs 1,000, p99.99 needs 10,000",
                "100 | 1_ms 1_ms 1_ms 1_ms - - | p99.9 needs 1,000, p99.99 needs 10,000"
            })
    void shouldShowADashWithALegendAndTheCount(int pings, String cells, String legend) {
        String row = pings + " " + cells.replace('_', ' ') + " " + pings;
        String missing = "-: too few values (" + legend + ").";
        RunResult run = run(pings);

        assertThat(TextReport.render(run, false).replaceAll(" +", " "))
                .contains("Pings p50 p90 p95 p99 p99.9 p99.99 Answered", " closed service " + row)
                .contains(missing.replaceAll(" +", " "));
        assertThat(MarkdownReport.render(run))
                .contains("| " + row.replaceAll(" (?!ms)", " | ") + " | ")
                .contains(missing);
        assertThat(HtmlReport.render(run)
                        .replace("&quot;", "\"")
                        .replaceAll("<[^>]*>|\\s+", " ")
                        .replaceAll(" +", " "))
                .contains(" closed service " + row)
                .contains(missing.replaceAll(" +", " "));
    }

    @Test
    void shouldHaveNoLegendIfNothingIsMissing() {
        assertThat(TextReport.render(Runs.hold(), false)).doesNotContain("too few values");
    }

    @ParameterizedTest
    @CsvSource({
        "1, only one ping was measured",
        "3, half of the 3 pings were answered within 1 ms.",
        "30, 'half of the 30 pings were answered within 1 ms, 95 % within 1 ms.'",
        "200, 'half of the 200 pings were answered within 1 ms, 99 % within 1 ms.'"
    })
    void shouldAnswerWithTheHighestPercentileThatIsKnown(int pings, String answer) {
        assertThat(TestReport.of(run(pings)).answer(run(pings))).contains(answer);
    }

    @Test
    void shouldShowItsCountBesideEachHero() {
        assertThat(Hero.of(run(1))).extracting(Hero::label).doesNotContain("Service p50", "Service p99");
        assertThat(Hero.of(run(3)))
                .extracting(Hero::label)
                .contains("Service p50")
                .doesNotContain("Service p99");
        assertThat(Hero.of(run(200)))
                .filteredOn(hero -> hero.label().equals("Service p99"))
                .extracting(Hero::of)
                .containsExactly("200 values at 1 connection, closed schedule");
    }

    @Test
    void shouldLeaveTheKeyOutOfTheResults() throws IOException {
        String json = JsonReport.render(run(30));

        JsonNode service = new ObjectMapper().readTree(json).at("/tiers/0/latency_us/service");
        assertThat(service.get("count").asInt()).isEqualTo(30);
        assertThat(service.get("p95").asInt()).isEqualTo(1_000);
        assertThat(service.has("p99")).isFalse();
        assertThat(service.has("p99_9")).isFalse();
        assertThat(ResultsSchema.errors(json)).isEmpty();
        assertThat(JsonReport.render(JsonReport.parse(json))).isEqualTo(json);
    }

    @Test
    void shouldNotDrawAnUnknownPercentile() {
        Chart chart = Charts.of(run(30)).get(0);
        List<Double> ys = chart.series().get(0).ys();

        for (int point = 0; point < ys.size(); point++) {
            assertThat(ys.get(point) != null).isEqualTo(chart.xs().get(point) <= 30);
        }
    }
}
