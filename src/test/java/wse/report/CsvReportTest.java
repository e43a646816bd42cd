package wse.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import wse.measure.RunResult;

class CsvReportTest {

    /** A spreadsheet takes text that begins with one of these characters for a formula. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "=1+1 | '=1+1",
                "=HYPERLINK(\"http://x\") | \"'=HYPERLINK(\"\"http://x\"\")\"",
                "@SUM(A1) | '@SUM(A1)",
                "-2+3 | '-2+3",
                "-12.3 % | -12.3 %",
                "-18 to -12 % | -18 to -12 %",
                "-18 to =A1 | '-18 to =A1",
                "+1,234 | \"+1,234\"",
                "1.23 ms | 1.23 ms",
                "a,b | \"a,b\"",
                "- | ``"
            })
    void shouldEscapeACell(String text, String cell) {
        assertThat(CsvReport.cell(text)).isEqualTo(cell);
    }

    @Test
    void shouldEscapeCommandsLineBreaksAndTabs() {
        assertThat(CsvReport.cell("+cmd|' /C calc'!A0")).isEqualTo("'+cmd|' /C calc'!A0");
        assertThat(CsvReport.cell("a\nb")).isEqualTo("\"a\nb\"");
        assertThat(CsvReport.cell("\t=1")).isEqualTo("'\t=1");
        assertThat(CsvReport.cell("\r=1")).isEqualTo("\"'\r=1\"");
    }

    @Test
    void shouldWriteOneFileForEachTable() {
        Table table = new Table(
                "Size x Connections",
                "",
                List.of(new Table.Column("Size", true), new Table.Column("100", true)),
                List.of(new Table.Row(List.of("64 B", "1,234"), Table.Mood.GOOD)));

        assertThat(CsvReport.render(List.of(table, table)))
                .containsEntry("size-x-connections.csv", "Size,100\r\n64 B,\"1,234\"\r\n")
                .containsOnlyKeys("size-x-connections.csv", "size-x-connections-2.csv");
    }

    @ParameterizedTest
    @MethodSource("wse.report.Runs#all")
    void shouldContainEveryTableOfARun(RunResult run) {
        long charts =
                Charts.of(run).stream().filter(chart -> !chart.isOverTime()).count();

        assertThat(CsvReport.render(run))
                .hasSize(Tables.of(run).size()
                        + (int) charts
                        + TimeTables.of(run).size());
    }

    @Test
    void shouldContainTheSecondsOfEachTier() {
        assertThat(CsvReport.render(TimeRuns.hold())).anySatisfy((name, text) -> {
            assertThat(name).startsWith("over-time-").doesNotContain("suspect");
            assertThat(text).startsWith("Seconds,Rate (/s),p50,");
        });
    }
}
