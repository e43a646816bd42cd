package wse.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import wse.measure.RunResult;

class HtmlReportTest {

    @ParameterizedTest
    @MethodSource("wse.report.Runs#named")
    void shouldContainEveryFigureOfTheTables(RunResult run) {
        String html = HtmlReport.render(run);

        for (Table table : Tables.of(run)) {
            assertThat(html).contains(table.title());
            table.rows()
                    .forEach(row -> row.cells().stream()
                            .filter(cell -> cell.matches("[\\w,. %µ]+"))
                            .forEach(cell -> assertThat(html).contains(">" + cell + "<")));
        }
    }

    @ParameterizedTest
    @MethodSource("wse.report.Runs#named")
    void shouldLoadNothingFromElsewhere(RunResult run) {
        assertThat(HtmlReport.render(run))
                .contains("default-src 'none'")
                .doesNotContainPattern("(src|href)=\"?(https?:)?//")
                .doesNotContainPattern("url\\(|@import");
    }

    /** The keyboard can scroll wide content only if it can get the focus. Screen readers need headers for cells. */
    @ParameterizedTest
    @MethodSource("pages")
    void shouldBeUsableWithKeyboardAndScreenReader(String html) {
        assertThat(html)
                .contains("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"")
                .doesNotContainPattern("<(div class=\"scroll\"|pre)>")
                .doesNotContain("></th>")
                .doesNotContainPattern("<th(?! scope=)[ >]");
    }

    static Stream<Named<String>> pages() {
        RunSet storm = new RunSet("A", List.of(Runs.storm()));
        return Stream.concat(
                Runs.all().map(run -> Named.of(run.test().title(), HtmlReport.render(run))),
                Stream.of(
                        Named.of("comparison", HtmlReport.render(Comparison.of(storm, storm))),
                        Named.of(
                                "runs",
                                HtmlReport.render(RunHistory.of(Path.of("x"), List.of(Runs.storm(), Runs.ping())))),
                        Named.of("suite", SuiteHtml.render(SuiteDocument.of(Suite.of(SuiteFilesTest.runs()))))));
    }

    @Test
    void shouldEscapeNamesFromOutside() {
        String html = HtmlReport.render(Runs.ping());

        assertThat(html).contains("&lt;/script&gt;&lt;script&gt;alert(1)").doesNotContain("<script>alert(1)");
    }

    @Test
    void shouldMarkEachDoubtfulFigure() {
        String html = HtmlReport.render(Runs.ping());

        assertThat(html)
                .containsPattern(
                        "Response p99</h2>\\s*<p class=\"value\">1.90\u00a0s</p>\\s*<p[^>]*>[^<]*<span class=\"badge SUSPECT");
        assertThat(html).contains("\"label\":\"5,000 response SUSPECT\"");
        assertThat(html)
                .contains(
                        "The client sent later than scheduled (5,000 connections, 10\u00a0pings/s each): 4.2\u00a0ms at p99");
    }

    @Test
    void shouldShowTheMatrixAsAHeatMapFromItsLowestToItsHighestFigure() {
        assertThat(HtmlReport.render(FloodRuns.sizeMatrix()))
                .contains("<td class=\"figure marked\" style=\"--heat:100%\">32.0M?</td>")
                .contains("<td class=\"figure\" style=\"--heat:0%\">80.8K</td>")
                .contains("<td class=\"figure\">-</td>");
    }

    @Test
    void shouldDrawConfirmedMessagesInsideSentOnes() {
        assertThat(HtmlReport.render(FloodRuns.throughput()).replaceAll("\\n *", ""))
                .contains("<span class=\"sent\" style=\"width:6.48%\"></span>"
                        + "<span class=\"fill\" style=\"width:3.17%;--c:var(--c0)\"></span></dd>"
                        + "<dd class=\"said\"><b>1.19M</b> <small>2.42M sent</small>")
                .containsPattern(
                        "class=\"fill doubt\"[^/]*/span></dd><dd class=\"said\"><b>37.2M</b>.{0,60}badge SUSPECT");
    }

    @Test
    void shouldGroupFormatsByConnections() {
        assertThat(HtmlReport.render(FloodRuns.formats()))
                .containsSubsequence(
                        "<h3>100 connections</h3>", "json", "msgpack", "zlib", "<h3>1,000 connections</h3>")
                .contains("<b>2.60M</b> <small>216\u00a0%?</small>");
    }

    @Test
    void shouldNotCallAConnectAPing() {
        assertThat(HtmlReport.render(Runs.storm())).doesNotContain("Ping latency", "Unanswered pings");
    }

    @Test
    void shouldNotTurnAnAddressIntoALink() {
        RunResult run = Runs.bare();
        RunResult crafted = new RunResult(
                run.test(),
                run.simulation(),
                run.engine(),
                run.startedAt(),
                run.config(),
                run.machine(),
                run.target(),
                Optional.ofNullable("javascript:alert(1)"),
                run.warmUp(),
                run.incomplete(),
                run.tiers(),
                Optional.empty());

        assertThat(HtmlReport.render(crafted)).doesNotContain("javascript:alert");
    }
}
