package wse.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import wse.measure.RunResult;

/** Reports of results that contain what a hostile server has said, or somebody has written into the file. */
class HostileWordsReportTest {

    private static final String WORDS =
            "\u001b[2J\u202e| a | b |\r\n# <script>alert(1)</script><!-- `x` [y](javascript:z) =cmd|'/c calc'!A0";

    /** Everything but the line feeds of the reports themselves. */
    private static final Pattern NOT_PRINTABLE = Pattern.compile("[\\p{Cntrl}\\p{Cf}&&[^\n]]");

    private static final RunResult HOSTILE =
            JsonReport.parse(JsonReport.render(Runs.storm().withWords(words -> words + WORDS)));

    @Test
    void shouldPrintNothingThatControlsAConsole() {
        assertThat(NOT_PRINTABLE.matcher(TextReport.render(HOSTILE, false)).find())
                .isFalse();
        assertThat(TextReport.render(HOSTILE, false)).contains(".[2J.| a | b |..# <script>");
    }

    @Test
    void shouldKeepTheTablesOfMarkdownWhole() {
        String report = MarkdownReport.render(HOSTILE);

        assertThat(NOT_PRINTABLE.matcher(report).find()).isFalse();
        assertThat(report).contains("\\| a \\| b \\|").doesNotContain("<script>", "<!--", "[y](");
        assertThat(report.lines().filter(line -> line.startsWith("# "))).hasSize(1);
    }

    @Test
    void shouldKeepThePageHarmless() {
        String page = HtmlReport.render(HOSTILE);

        assertThat(page).contains("&lt;script&gt;alert(1)").doesNotContain("<script>alert(1)", "\u001b", "\u202e");
        assertThat(List.of(page.split("<script", -1)))
                .hasSameSizeAs(HtmlReport.render(Runs.storm()).split("<script", -1));
    }
}
