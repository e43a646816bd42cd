package wse.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import wse.config.Format;
import wse.config.SuiteTest;
import wse.config.TestKind;
import wse.measure.RunResult;
import wse.measure.TierResult;

class SuiteDocumentTest {

    private static final SuiteDocument DOCUMENT = SuiteDocument.of(Suite.of(SuiteFilesTest.runs()));

    private static final String MARKDOWN = SuiteMarkdown.render(DOCUMENT);

    private static final String HTML = SuiteHtml.render(DOCUMENT);

    /** Figures have three significant digits. */
    private static final double ROUNDING = 0.006;

    private static Stream<Table> tables() {
        return DOCUMENT.sections().stream().flatMap(section -> section.tables().stream());
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"STORM_BY_GATLING", "PING_BY_GATLING"},
            value = SuiteTest.class)
    void shouldShowEveryPublishedTableWithItsColumnsRowsAndFigures(SuiteTest test) {
        List<Table> tables = DOCUMENT.sections().stream()
                .filter(section -> section.anchor().equals(SuiteSections.anchor(test)))
                .flatMap(section -> section.tables().stream())
                .toList();

        for (Published.Figures published : Published.figures().of(test)) {
            for (List<String> row : published.rows()) {
                assertThat(tables)
                        .as("%s: %s", test, row)
                        .anyMatch(table -> table.rows().stream()
                                .anyMatch(shown -> shown.cells().get(0).equals(row.get(0))
                                        && endsWith(shown.cells(), row.subList(1, row.size()))));
            }
            for (String column : published.columns()) {
                assertThat(tables)
                        .anyMatch(table -> table.columns().stream()
                                .map(shown -> shown.name().replace(" (published)", ""))
                                .anyMatch(column::equals));
            }
        }
    }

    private static boolean endsWith(List<String> cells, List<String> end) {
        return cells.size() > end.size()
                && cells.subList(cells.size() - end.size(), cells.size()).equals(end);
    }

    @Test
    void shouldHaveAsManyCellsAsColumnsInEveryRow() {
        assertThat(tables())
                .isNotEmpty()
                .allSatisfy(table -> assertThat(table.rows())
                        .allSatisfy(row -> assertThat(row.cells()).hasSameSizeAs(table.columns())));
    }

    @Test
    void shouldLinkEveryTakeawayToATable() {
        List<String> anchors =
                DOCUMENT.sections().stream().map(SuiteSections.Section::anchor).toList();

        assertThat(DOCUMENT.takeaways())
                .isNotEmpty()
                .allSatisfy(takeaway -> assertThat(anchors).contains(takeaway.anchor()));
        assertThat(DOCUMENT.takeaways()).allSatisfy(takeaway -> {
            String anchor = takeaway.anchor() + "-table";
            assertThat(HTML)
                    .contains("href=\"#" + anchor + "\"")
                    .containsPattern("<section class=\"card\" id=\"" + anchor + "\">\\s*<h3 class=\"table-title\">");
            assertThat(MARKDOWN)
                    .contains("](#" + anchor + ")")
                    .containsPattern("<a id=\"" + anchor + "\"></a>\n\n### ");
        });
    }

    /** The median of three storms with 100 connections is neither the first nor the best one. */
    @Test
    void shouldCombineTheRoundsOfATier() {
        List<TierResult> rounds = List.of(
                ComparedRuns.storm(100, 9_000, 10_000),
                ComparedRuns.storm(100, 4_000, 20_000),
                ComparedRuns.storm(100, 5_000, 30_000));
        Suite suite = Suite.of(List.of(Runs.run(
                TestKind.CONNECTION_STORM, "wse.simulations.ConnectionStormSimulation", "netty", rounds, null)));
        SuiteSections.Section storm = SuiteSections.of(suite).stream()
                .filter(section -> section.anchor().equals(SuiteSections.anchor(SuiteTest.STORM)))
                .findFirst()
                .orElseThrow();

        assertThat(storm.answer()).anyMatch(sentence -> sentence.startsWith("In the tables, each row combines"));
        assertThat(storm.tables().get(0).rows().get(0).cells())
                .startsWith("100", SuiteConnectTables.acceptRate(rounds.get(2)));
        assertThat(storm.charts().get(0).series().get(0).ys().get(0))
                .isEqualTo(Figures.connectionsPerSecond(rounds.get(2)));
    }

    /** Factors such as {@code 3 times as long} are computed from two figures, and {@link TakeawaysTest} checks them. */
    private static final Pattern FIGURE =
            Pattern.compile("([0-9][0-9,]*+(?:[.][0-9]++)?+)(?: ?(K|M|KB|KiB|MiB|µs|ms|s))?\\b(?! times)");

    private static final Map<String, Double> UNITS =
            Map.of("K", 1e3, "M", 1e6, "KB", 1024.0, "KiB", 1024.0, "MiB", 1024.0 * 1024, "ms", 1e3, "s", 1e6);

    private static List<Double> figures(String text) {
        return FIGURE.matcher(text)
                .results()
                .map(found -> Double.parseDouble(found.group(1).replace(",", ""))
                        * UNITS.getOrDefault(Objects.requireNonNullElse(found.group(2), ""), 1.0))
                .toList();
    }

    /** A difference from JSON's rate, as in {@code +12%}, is a rate of 112 % in a takeaway. */
    private static Stream<Double> percents(String cell) {
        return cell.matches("[+-][0-9]+%")
                ? Stream.of(100 + Double.parseDouble(cell.substring(0, cell.length() - 1)))
                : Stream.empty();
    }

    private static List<Double> figures(SuiteSections.Section section) {
        List<String> cells = section.tables().stream()
                .flatMap(table -> table.rows().stream())
                .flatMap(row -> row.cells().stream())
                .toList();
        Stream<String> notes = section.tables().stream().map(Table::note);
        return Stream.concat(
                        Stream.of(cells.stream(), section.answer().stream(), notes)
                                .flatMap(Function.identity())
                                .flatMap(text -> figures(text).stream()),
                        cells.stream().flatMap(SuiteDocumentTest::percents))
                .toList();
    }

    @Test
    void shouldTakeEveryFigureOfATakeawayFromTheSectionThatItLinks() {
        assertThat(DOCUMENT.takeaways()).hasSizeGreaterThanOrEqualTo(8).allSatisfy(takeaway -> {
            List<Double> shown = DOCUMENT.sections().stream()
                    .filter(section -> section.anchor().equals(takeaway.anchor()))
                    .flatMap(section -> figures(section).stream())
                    .toList();
            assertThat(figures(takeaway.sentence()))
                    .isNotEmpty()
                    .allSatisfy(figure -> assertThat(shown)
                            .as("%s in: %s", figure, takeaway.sentence())
                            .anyMatch(known -> Math.abs(known - figure) <= ROUNDING * figure));
        });
    }

    @Test
    void shouldNameThePublishedMachineAndTheProfileThatLeftTiersOut() {
        assertThat(MARKDOWN)
                .contains("AMD EPYC 7502P, 32 cores, 64 threads, 128 GB")
                .contains("because the profile default is shorter than full");
    }

    @Test
    void shouldNotBlameTheProfileForTiersThatTheUserChose() {
        RunResult storm = Runs.storm();
        Map<String, String> config = new HashMap<>(storm.config());
        config.put("wse.suite", "default");
        config.put("wse.tiers", "7,8");
        Suite suite = Suite.of(List.of(SuiteFilesTest.with(storm, storm.startedAt(), config)));

        assertThat(SuiteLeftOut.of(suite)).anyMatch(sentence -> sentence.contains("because of wse.tiers=7,8"));
        assertThat(SuiteCommands.of(suite)).anyMatch(command -> command.contains(" -Dwse.tiers=7,8"));
    }

    @Test
    void shouldNameTheSizesAndFormatsThatWereLeftOut() {
        RunResult sizes = FloodRuns.sizeMatrix();
        Map<String, String> config = new HashMap<>(sizes.config());
        config.put("wse.suite", "quick");
        config.put("wse.sizes", "64,1024,16384");
        RunResult formats = FloodRuns.formats();
        RunResult few = sizes.withTiers(sizes.tiers().subList(0, 1));
        Suite suite = Suite.of(List.of(
                SuiteFilesTest.with(few, sizes.startedAt(), config),
                formats.withTiers(formats.tiers().stream()
                        .filter(tier -> tier.shape().flood().orElseThrow().format() != Format.ZLIB)
                        .toList())));

        assertThat(SuiteLeftOut.of(suite))
                .anyMatch(
                        sentence -> sentence.matches(
                                "These sizes were not measured, because the profile quick is shorter than full: .* and 64 KB[.]"))
                .anyMatch(sentence -> sentence.matches("These formats were not measured, because .*: zlib[.]"));
    }

    @Test
    void shouldTellTiersThatAnIncompleteTestLacksFromThoseThatWereNotPlanned() {
        RunResult storm = Runs.storm();
        Map<String, String> config = new HashMap<>(storm.config());
        config.put("wse.suite", "full");
        config.put("wse.tiers", "100,20000");
        RunResult stopped = new RunResult(
                storm.test(),
                storm.simulation(),
                storm.engine(),
                storm.startedAt(),
                config,
                storm.machine(),
                storm.target(),
                storm.gatlingReport(),
                storm.warmUp(),
                Optional.of("it was stopped"),
                storm.tiers(),
                storm.connectionLimit());

        assertThat(SuiteLeftOut.of(Suite.of(List.of(stopped))))
                .anyMatch(
                        sentence -> sentence.endsWith("because the test is INCOMPLETE: Connection Storm with 20,000."))
                .anyMatch(sentence ->
                        sentence.contains("because of wse.tiers=100,20000: ") && !sentence.contains(" 20,000"));
    }

    @Test
    void shouldNameTheDirectoryOfTheResults() {
        RunResult storm = Runs.storm();
        Map<String, String> config = new HashMap<>(storm.config());
        config.put("wse.suiteId", "s1");
        config.put("wse.out", "/tmp/my results");

        assertThat(SuiteCommands.of(Suite.of(List.of(SuiteFilesTest.with(storm, storm.startedAt(), config)))))
                .contains("java -jar target/wse-stress.jar suite '/tmp/my results' --id s1");
    }

    @Test
    void shouldExplainWhyAPercentileIsMissing() {
        Suite suite = Suite.of(List.of(Runs.run(
                TestKind.CONNECTION_STORM,
                "wse.simulations.ConnectionStormSimulation",
                "netty",
                List.of(ComparedRuns.storm(100, 9_000)),
                null)));

        assertThat(SuiteConnectTables.storm(suite).get(0).legend()).contains("-: too few values (p99.9 needs 1,000).");
    }

    @Test
    void shouldShowTheCommandsThatRepeatIt() {
        assertThat(DOCUMENT.commands())
                .anyMatch(line ->
                        line.startsWith("mvn gatling:test -Dgatling.runMultipleSimulations=true -Dwse.suite=default"))
                .anyMatch(line -> line.contains("wse-stress.jar suite "));
    }

    @Test
    void shouldPrintTheSameTablesInBothForms() {
        assertThat(tables()).allSatisfy(table -> {
            assertThat(MARKDOWN).contains("### " + Markdown.escape(table.title()));
            assertThat(HTML).contains(table.title().replace("&", "&amp;"));
        });
    }

    @Test
    void shouldEscapeWhatComesFromOutside() {
        assertThat(HTML).doesNotContain("<b>full</b>");
    }
}
