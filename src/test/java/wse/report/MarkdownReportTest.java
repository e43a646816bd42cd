package wse.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MarkdownReportTest {

    @Test
    void shouldPrintTheTableWithRightAlignedFigures() {
        assertThat(MarkdownReport.render(Runs.storm()))
                .contains(
                        "| Connections | Accept rate (conn/s) | Duration | Ready | p50 | p95 | p99 | p99.9 | Failed | Verdict |\n"
                                + "| --: | --: | --: | --: | --: | --: | --: | --: | --: | :-- |\n"
                                + "| 100 | 6,826 | 14.6 ms | 100 | 4.14 ms |");
    }

    @Test
    void shouldPrintTheMatrixWithItsLegend() {
        assertThat(MarkdownReport.render(FloodRuns.sizeMatrix()))
                .contains(
                        "| Size | 100 | 1,000 | 50,000 |\n| --: | --: | --: | --: |\n| 64 B | 32.0M? | 28.8M | 23.4M |\n")
                .contains("| 64 KiB | 89.7K | 80.8K | - |\n\n- ?  SUSPECT or STARVED: the server");
    }

    @Test
    void shouldNameTheReasonsForDoubt() {
        assertThat(MarkdownReport.render(Runs.ping()))
                .contains("- The client sent later than scheduled (5,000 connections, 10 pings/s each): 4.2 ms at p99");
    }

    @Test
    void shouldKeepSettingsFromBecomingMarkup() {
        assertThat(MarkdownReport.render(Runs.hold()))
                .contains("| wse.secret | \\*\\*\\*\\*\\*\\*\\*\\* |")
                .doesNotContain("<script>");
    }
}
