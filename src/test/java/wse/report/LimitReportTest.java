package wse.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import wse.measure.ConnectRate;
import wse.measure.ConnectionLimit;
import wse.measure.LimitCause;
import wse.measure.RunResult;

/** The verdict and the steps of a search, in each format of the report. */
class LimitReportTest {

    private static final String VERDICT =
            "The server held 3,000 connections. The limit was set by the server's cap: 3,250 were too many.";

    private final RunResult run = LimitRuns.capped();
    private final String text = TextReport.render(run, false);

    @Test
    void shouldShowTheVerdictWithItsEvidenceBeforeTheTables() {
        assertThat(text)
                .containsSubsequence(
                        VERDICT,
                        "All 6 tiers are VALID",
                        "  - 3,000 of 3,250 connections answered",
                        "Connection limit -");
    }

    @Test
    void shouldPrintARowForEachStep() {
        assertThat(text.lines())
                .containsSequence(
                        "Phase   Connections  Added  Accept rate (conn/s)  Failed  Alive  Source IPs  Step  Client, each  Server, each  Verdict",
                        "probe         1,000  1,000                 2,000       0  1,000           1  good       186 KiB      73.5 KiB  VALID",
                        "probe         2,000  1,000                 2,000       0  2,000           2  good      94.2 KiB      40.8 KiB  VALID",
                        "probe         4,000  1,000                 2,000   1,000  3,000           3  bad       63.4 KiB      29.8 KiB  VALID",
                        "search        3,000  1,000                 2,000       0  3,000           2  good      63.4 KiB      29.8 KiB  VALID",
                        "search        3,500      0                     -     500  3,000           2  bad       63.4 KiB      29.8 KiB  VALID",
                        "search        3,250      0                     -     250  3,000           2  bad       63.4 KiB      29.8 KiB  VALID");
    }

    @Test
    void shouldShowTheCostOfOneMoreConnection() {
        assertThat(text)
                .contains(
                        "Each additional connection took 2 KiB in the client and 8 KiB in the server.",
                        "growth of RSS from 1,000 to 3,000 connections");
        assertThat(TextReport.render(LimitRuns.unlimited(), false)).doesNotContain("Each additional connection took");
    }

    /** A step that adds no connections has no rate, and does not count as slow. */
    @Test
    void shouldShowTheRateOfTheAddedConnectionsOnly() {
        assertThat(text).containsPattern("Opening the connections.*\\n.*\\n +1,000 +2,000");
        assertThat(text).doesNotContainPattern("\\n +3,500 +0 +-");
        assertThat(JsonReport.render(run)).contains("\"connections_per_second\" : 2000,");
    }

    @Test
    void shouldCompareTheServersCountWithTheAddedConnections() {
        assertThat(text).containsPattern("\\n +2,000 +1,000 of 1,000 +2,000 of 2,000 ");
    }

    @Test
    void shouldShowTheVerdictInMarkdown() {
        assertThat(MarkdownReport.render(run))
                .contains("\n**" + VERDICT + "**\n")
                .contains("- 3,000 of 3,250 connections")
                .contains("- The server sent &lt;b>them");
    }

    @Test
    void shouldBeginThePageWithTheLimit() {
        assertThat(HtmlReport.render(run).replaceAll("\\n *", ""))
                .contains(
                        "<h2>Connection limit</h2><p class=\"value\">3,000</p><p class=\"of\">set by the server&#39;s cap</p>")
                .contains("<h2>Server memory per connection</h2><p class=\"value\">29.8\u00a0KiB</p>")
                .contains("<li class=\"reason\">The server sent &lt;b&gt;them&lt;/b&gt;")
                .doesNotContain("Failed connections</h2>");
        assertThat(HtmlReport.render(Runs.hold())).doesNotContain("connection limit");
    }

    @Test
    void shouldSayThatNoLimitWasFound() {
        assertThat(TextReport.render(LimitRuns.unlimited(), false))
                .contains("The server held 1,000 connections, as many as were requested: no limit was found.\n");
    }

    @Test
    void shouldSayThatASearchWasNotFinished() {
        ConnectionLimit open = new ConnectionLimit(
                2_000, OptionalInt.of(4_000), LimitCause.UNFINISHED, List.of(), List.of(), Optional.empty());

        assertThat(ConnectionLimitText.of(open))
                .isEqualTo(
                        "2,000 connections, good so far; the run ended before a limit was found; 4,000 were too many");
    }

    @Test
    void shouldReadTheVerdictBack() {
        for (RunResult each : List.of(run, LimitRuns.unlimited(), LimitRuns.rateLimited())) {
            assertThat(JsonReport.parse(JsonReport.render(each)).connectionLimit())
                    .isEqualTo(each.connectionLimit());
        }
    }

    @Test
    void shouldNameEveryCauseThatFits() {
        ConnectionLimit two = new ConnectionLimit(
                2_000,
                OptionalInt.of(2_001),
                LimitCause.SERVER_CAP,
                List.of(LimitCause.SERVER_DESCRIPTORS),
                List.of(),
                Optional.empty());

        assertThat(ConnectionLimitText.of(two))
                .isEqualTo("2,000 connections, set by the server's cap, or by the server's file descriptors; 2,001 were"
                        + " too many");
    }

    @Test
    void shouldShowTheStepsThatFoundTheRate() {
        String found = TextReport.render(LimitRuns.rateLimited(), false);

        assertThat(found)
                .contains(
                        "The server held 20 connections, as many as were requested: no limit was found. The server limits"
                                + " the")
                .contains("it accepted 3.5/s, but not 250/s.")
                .contains("trial: a few slow connects after a step has failed");
        assertThat(found.lines().map(line -> line.replaceAll(" +", " ")))
                .anyMatch(line -> line.startsWith("probe 20 20 ") && line.contains(" bad "))
                .anyMatch(line -> line.startsWith("trial 9 5 ") && line.contains(" - "))
                .anyMatch(line -> line.startsWith("slower 20 20 ") && line.contains(" good "))
                .contains(
                        "Phase Connections Opened at (conn/s) Added Failed Alive Verdict",
                        "trial 9 2 5 0 9 VALID",
                        "slower 20 3.5 20 0 20 VALID",
                        "hold 20 3.5 0 0 20 VALID");
    }

    @Test
    void shouldSayThatTheRateMadeTheSearchTooLong() {
        ConnectionLimit slow = new ConnectionLimit(
                46,
                OptionalInt.empty(),
                LimitCause.CONNECT_RATE,
                List.of(),
                List.of(),
                Optional.of(new ConnectRate(OptionalDouble.empty(), 250)));

        assertThat(ConnectionLimitText.of(slow))
                .isEqualTo(
                        "46 connections, good so far; opening more would have taken too long; the server limits the rate"
                                + " of new connections: it did not accept 250/s");
    }
}
