package wse.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import wse.measure.RunResult;

class TextReportTest {

    @Test
    void shouldPrintTheStormAsThePublishedTable() {
        List<String> lines = TextReport.render(Runs.storm(), false).lines().toList();

        assertThat(lines)
                .contains(
                        "Connections  Accept rate (conn/s)      p50      p95      p99    p99.9  Failed  Verdict",
                        "      5,000                 9,026   200 ms   429 ms   581 ms   831 ms     212  VALID");
    }

    @Test
    void shouldPrintServiceAndResponseSideBySide() {
        assertThat(TextReport.render(Runs.ping(), false))
                .containsPattern("5,000  open service +304 us .* 1.45 ms .* 499,963 +37  SUSPECT")
                .containsPattern(" +open response +364 us .* 1.99 s .* SUSPECT");
    }

    @Test
    void shouldNameTheReasonsOfADoubt() {
        assertThat(TextReport.render(Runs.ping(), false))
                .contains("Verdict: 5 of 6 tiers VALID")
                .contains("5,000 connections, open at 10/s: SUSPECT\n  because the client fell behind its schedule");
    }

    @Test
    void shouldNeverRoundALossUpToFullSurvival() {
        assertThat(TextReport.render(Runs.hold(), false)).containsPattern("10,000 +10,000 +9,874 +98.74 %");
        assertThat(Units.percent(99.9999)).isEqualTo("> 99.99 %");
        assertThat(Units.percent(0.0001)).isEqualTo("< 0.01 %");
    }

    @Test
    void shouldSayThatTheRunEndedEarly() {
        assertThat(TextReport.render(Runs.hold(), false)).contains("INCOMPLETE: stopped by the user");
    }

    @ParameterizedTest
    @MethodSource("wse.report.Runs#all")
    void shouldBePlainUnlessColoursAreAsked(RunResult run) {
        String plain = TextReport.render(run, false);
        String coloured = TextReport.render(run, true);

        assertThat(plain).doesNotContain("\u001b");
        assertThat(coloured.replaceAll("\u001b\\[\\dm|\u001b\\[\\d\\dm", "")).isEqualTo(plain);
        assertThat(coloured).isNotEqualTo(plain);
    }

    @ParameterizedTest
    @MethodSource("wse.report.Runs#all")
    void shouldFitATerminal(RunResult run) {
        assertThat(TextReport.render(run, false).lines()).allMatch(line -> line.length() <= 120);
    }

    @Test
    void shouldNameTheFiles() {
        assertThat(TextReport.files(Runs.ping(), Path.of("target/wse/run")))
                .contains("target/wse/run/results.json", "target/wse/run/report.html")
                .contains("target/gatling/pinglatencysimulation-1/index.html");
    }
}
