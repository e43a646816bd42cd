package wse.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import wse.config.SuiteTest;
import wse.measure.RunResult;

class SuiteDocumentTest {

    private static final SuiteDocument DOCUMENT = SuiteDocument.of(Suite.of(SuiteFilesTest.runs()));

    private static final String MARKDOWN = SuiteMarkdown.render(DOCUMENT);

    private static final String HTML = SuiteHtml.render(DOCUMENT);

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
    void shouldLinkEveryTakeawayToASection() {
        List<String> anchors =
                DOCUMENT.sections().stream().map(SuiteSections.Section::anchor).toList();

        assertThat(DOCUMENT.takeaways())
                .isNotEmpty()
                .allSatisfy(takeaway -> assertThat(anchors).contains(takeaway.anchor()));
        assertThat(DOCUMENT.takeaways()).allSatisfy(takeaway -> {
            assertThat(HTML).contains("href=\"#" + takeaway.anchor() + "\"", "id=\"" + takeaway.anchor() + "\"");
            assertThat(MARKDOWN).contains("](#" + takeaway.anchor() + ")", "<a id=\"" + takeaway.anchor() + "\">");
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
