package wse.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import wse.measure.RunResult;

/** Opens the page in a real browser, to see whether its script draws all charts. */
class HtmlReportIT {

    private static final List<Integer> WIDTHS = List.of(375, 1_280, 2_560);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TempDir
    Path dir;

    private PageProbe probe;

    @BeforeEach
    void findBrowser() {
        Optional<PageProbe> found = PageProbe.in(dir);
        assumeTrue(
                found.isPresent(),
                "skipped: none of " + PageProbe.BROWSERS + " is on the PATH, so no page can be loaded");
        probe = found.orElseThrow();
    }

    @Test
    void shouldDrawEveryChartAtEveryWidth() throws Exception {
        List<RunResult> runs = Runs.all().toList();
        List<String> pages =
                new ArrayList<>(runs.stream().map(HtmlReport::render).toList());
        pages.add(HtmlReport.render(
                Comparison.of(new RunSet("A", List.of(Runs.storm())), new RunSet("B", List.of(Runs.storm())))));
        pages.add(SuiteHtml.render(SuiteDocument.of(Suite.of(SuiteFilesTest.runs()))));
        for (String page : pages) {
            for (int width : WIDTHS) {
                probe.add(page, width);
            }
        }

        JsonNode[] seen = probe.observe();

        for (int i = 0; i < seen.length; i++) {
            int which = i / WIDTHS.size();
            String name = "page " + which + " at " + WIDTHS.get(i % WIDTHS.size()) + " pixels";
            shouldWork(seen[i], name);
            if (which < runs.size()) {
                shouldShow(Charts.of(runs.get(which)), seen[i].get("charts"), name);
            }
        }
    }

    private static void shouldWork(JsonNode page, String name) {
        assertThat(page).as(name).isNotNull();
        assertThat(page.get("error").asText()).as(name).isEmpty();
        assertThat(page.get("wider").intValue()).as(name).isNotPositive();
        for (JsonNode picture : page.get("charts")) {
            String which = name + ": " + picture.get("title").asText();
            assertThat(picture.get("drawn").intValue()).as(which).isGreaterThan(500);
            assertThat(picture.get("role").asText()).as(which).isEqualTo("img");
            assertThat(picture.get("label").asText())
                    .startsWith(picture.get("title").asText());
            assertThat(picture.get("focused").booleanValue()).as(which).isTrue();
            assertThat(picture.get("said").asText()).as(which).contains(": ");
        }
    }

    private static void shouldShow(List<Chart> charts, JsonNode drawn, String name) throws Exception {
        assertThat(drawn).as(name).hasSize(charts.size());
        for (int i = 0; i < charts.size(); i++) {
            Chart chart = charts.get(i);
            String which = name + ": " + chart.title();
            assertThat(drawn.get(i).get("title").asText()).isEqualTo(chart.title());
            assertThat(drawn.get(i).at("/data/0")).as(which).isEqualTo(numbers(chart.xs()));
            for (int line = 0; line < chart.series().size(); line++) {
                assertThat(drawn.get(i).at("/data/" + (line + 1)))
                        .as(which)
                        .isEqualTo(numbers(chart.series().get(line).ys()));
            }
        }
    }

    /** As JavaScript writes numbers: 1 instead of 1.0. */
    private static JsonNode numbers(List<Double> values) throws Exception {
        StringBuilder json = new StringBuilder("[");
        for (Double value : values) {
            json.append(json.length() == 1 ? "" : ",")
                    .append(
                            value != null && value == Math.rint(value)
                                    ? String.valueOf(value.longValue())
                                    : String.valueOf(value));
        }
        return MAPPER.readTree(json.append(']').toString());
    }

    @Test
    void shouldDrawTheTrendsOfRuns() throws Exception {
        List<RunResult> runs =
                Runs.all().flatMap(run -> Stream.of(run, later(run))).toList();
        RunHistory history = RunHistory.of(dir, runs);
        assertThat(history.charts()).extracting(Chart::y).contains("us", "per_second", "count", "percent");
        probe.add(HtmlReport.render(history), 1_280);

        JsonNode page = probe.observe()[0];

        assertThat(page.get("error").asText()).isEmpty();
        shouldShow(history.charts(), page.get("charts"), "runs");
    }

    private static RunResult later(RunResult run) {
        return new RunResult(
                run.test(),
                run.simulation(),
                run.engine(),
                run.startedAt().plusSeconds(86_400),
                run.config(),
                run.machine(),
                run.target(),
                run.gatlingReport(),
                run.warmUp(),
                run.incomplete(),
                run.tiers(),
                run.connectionLimit());
    }

    @Test
    void shouldTakeItsColoursFromTheReadersScheme() throws Exception {
        probe.add(HtmlReport.render(TimeRuns.hold()), 1_280);

        JsonNode light = probe.observe("--blink-settings=preferredColorScheme=1")[0];
        JsonNode dark = probe.observe("--blink-settings=preferredColorScheme=0")[0];

        assertThat(light.get("ink").asText()).isEqualTo("rgb(20, 24, 31)");
        assertThat(dark.get("ink").asText()).isEqualTo("rgb(232, 235, 240)");
        assertThat(dark.get("error").asText()).isEmpty();
    }

    @Test
    void shouldBeLightOnPaper() throws Exception {
        String drawing = probe.print(HtmlReport.render(TimeRuns.hold()));

        String firstColour = ".1451 .3882 .9216 RG";
        String firstColourInTheDark = ".4157 .6392 1 RG";
        assertThat(drawing).contains(firstColour).doesNotContain(firstColourInTheDark);
    }
}
