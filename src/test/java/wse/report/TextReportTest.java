package wse.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
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
import wse.text.Units;

class TextReportTest {

    @Test
    void shouldPrintTheStormAsThePublishedTable() {
        List<String> lines = TextReport.render(Runs.storm(), false).lines().toList();

        assertThat(lines)
                .contains(
                        "Connections  Accept rate (conn/s)  Duration  Ready      p50      p95      p99   p99.9  Failed  Verdict",
                        "      5,000                 9,026    530 ms  4,788   200 ms   429 ms   581 ms  831 ms     212  VALID");
    }

    @Test
    void shouldShowAttemptsWithoutOutcomeSeparatelyFromFailures() {
        OutcomeCounts outcomes = new OutcomeCounts();
        outcomes.add(Outcome.OK, 280);
        outcomes.add(Outcome.RESET, 8);
        outcomes.add(Outcome.ABORTED, 212);

        String report = TextReport.render(stormOf(500, outcomes), false).replace("500\nconnections", "500 connections");

        assertThat(report)
                .containsPattern("Failed  Aborted  Verdict\n +500 .* +8 +212  VALID\n")
                .contains("8 of 500 connections failed. 212 of 500 connections had no outcome yet.");
        assertThat(TextReport.render(Runs.storm(), false)).doesNotContain("Aborted");
    }

    /** Twenty connections became ready within a second, but the server closed fifteen of them again. */
    @Test
    void shouldNotCountConnectionsThatTheServerDidNotKeepAsAccepted() {
        OutcomeCounts outcomes = new OutcomeCounts();
        outcomes.add(Outcome.OK, 5);
        outcomes.add(Outcome.closedByServer(1013), 15);

        assertThat(TextReport.render(stormOf(20, outcomes), false))
                .contains("The server accepted up to 5 connections/s, with 20 connections opened as fast as possible.")
                .contains("15 of 20 connections failed.");
    }

    /** All connections that have an outcome became ready within a second. */
    private static RunResult stormOf(int size, OutcomeCounts outcomes) {
        long ready = size - outcomes.of(Outcome.ABORTED);
        Histogram connects = LatencyRecorder.newHistogram();
        connects.recordValueWithCount(1_000, ready);
        TierMeasurement measured = new TierMeasurement(
                ready,
                outcomes,
                new OutcomeCounts(),
                Messages.NONE,
                Map.of(LatencyKind.CONNECT, connects),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1));
        TierResult tier = new TierResult(
                new TierShape.Storm(size),
                new ClientResult(measured, new Judgement(Verdict.VALID, List.of(), Bound.UNKNOWN), ClientUsage.UNKNOWN),
                ServerUsage.UNKNOWN,
                List.of());
        return Runs.run(TestKind.CONNECTION_STORM, "ConnectionStormSimulation", "netty", List.of(tier), null);
    }

    @Test
    void shouldPrintServiceAndResponseSideBySide() {
        assertThat(TextReport.render(Runs.ping(), false))
                .containsPattern("5,000  open service +500,000 +304 us .* 1.45 ms .* 499,963 +37  SUSPECT")
                .containsPattern(" +open response +500,000 +364 us .* 1.99 s .* SUSPECT");
    }

    @Test
    void shouldNameTheReasonsForDoubt() {
        assertThat(TextReport.render(Runs.ping(), false))
                .contains("1 of 6 tiers is SUSPECT: the client itself may have been", "5 of 6 tiers are VALID.")
                .contains(
                        "  - The client sent later than scheduled (5,000 connections, 10 pings/s each): 4.2 ms at p99");
    }

    @Test
    void shouldSayThatAServerLackedItsCores() {
        TierResult tier = FloodRuns.throughput().tiers().get(0);
        RunResult run =
                Runs.run(TestKind.THROUGHPUT, "ThroughputSimulation", "netty", List.of(lackingCores(tier)), null);

        assertThat(TextReport.render(FloodRuns.throughput(), false)).doesNotContain("starved");
        assertThat(TextReport.render(run, false).replaceAll("\\n *", " "))
                .contains(
                        "The only tier is STARVED: the server lacked CPU on this machine, so it may be better than it"
                                + " looks.",
                        "The server lacked CPU in 1 tier, so the figures describe this machine, not the server"
                                + " alone.",
                        "it waited for a core for 30 % of the time in which it wanted one, while other programs"
                                + " used up to 45 % of its cores.");
    }

    @Test
    void shouldSayThatTheHypervisorTookTheServersCores() {
        TierResult tier = FloodRuns.throughput().tiers().get(0);
        ServerUsage server =
                new ServerUsage(7.0, null, null, null, null, null, null, null, null, null, 0.5, 0.0, 24.5, List.of());
        RunResult run =
                Runs.run(TestKind.THROUGHPUT, "ThroughputSimulation", "netty", List.of(with(tier, server)), null);

        assertThat(TextReport.render(JsonReport.parse(JsonReport.render(run)), false)
                        .replaceAll("\\n *", " "))
                .contains(
                        "The only tier is STARVED",
                        "the hypervisor gave other virtual machines 24.5 % of its cores.",
                        "The host of this virtual machine also runs others, and no setting here changes that.")
                .doesNotContain("taskset", "End these programs");
    }

    @Test
    void shouldEndARunWithItsMainTableAndItsFailuresOnly() {
        assertThat(TextReport.brief(Runs.storm(), false))
                .contains("Connection storm - ", "Outcomes other than OK", "The server accepted")
                .doesNotContain("The client - ", "The server - ", "About this run");
        assertThat(TextReport.brief(FloodRuns.throughput(), false).lines().count())
                .isLessThan(27);
    }

    @Test
    void shouldReadBackThatAServerLackedItsCores() {
        TierResult tier = lackingCores(FloodRuns.throughput().tiers().get(0));
        RunResult run = Runs.run(TestKind.THROUGHPUT, "ThroughputSimulation", "netty", List.of(tier), null);

        TierResult read = JsonReport.parse(JsonReport.render(run)).tiers().get(0);

        assertThat(read.verdict()).isEqualTo(Verdict.STARVED);
        assertThat(read.client().judgement()).isEqualTo(tier.client().judgement());
    }

    /** The embedded server counts the messages that it sends in floods: none in a flood that it only receives. */
    @Test
    void shouldNotCountSentMessagesOfAServerThatOnlyReceives() {
        TierResult tier = FloodRuns.throughput().tiers().get(0);
        ServerUsage server =
                new ServerUsage(null, null, 9L, 0L, null, null, null, 0L, null, null, null, null, null, List.of());
        RunResult run =
                Runs.run(TestKind.THROUGHPUT, "ThroughputSimulation", "netty", List.of(with(tier, server)), null);

        assertThat(TextReport.render(run, false))
                .contains("Messages at the server")
                .doesNotContain("0 of 0");
    }

    private static TierResult lackingCores(TierResult tier) {
        return with(
                tier,
                new ServerUsage(7.0, null, null, null, null, null, null, null, null, null, 3.0, 45.0, null, List.of()));
    }

    private static TierResult with(TierResult tier, ServerUsage server) {
        return new TierResult(tier.shape(), tier.client(), server, tier.findings());
    }

    @Test
    void shouldNeverRoundALossUpToFullSurvival() {
        assertThat(TextReport.render(Runs.hold(), false)).containsPattern("10,000 +10,000 +9,874 +98.7 %");
        assertThat(Units.percent(99.9999)).isEqualTo("> 99.9 %");
        assertThat(Units.percent(0.0001)).isEqualTo("< 0.01 %");
    }

    @Test
    void shouldSayThatTheRunEndedEarly() {
        assertThat(TextReport.render(Runs.hold(), false)).contains("INCOMPLETE: stopped by the user");
    }

    @ParameterizedTest
    @MethodSource("wse.report.Runs#named")
    void shouldBePlainUnlessColoursAreRequested(RunResult run) {
        String plain = TextReport.render(run, false);
        String coloured = TextReport.render(run, true);

        assertThat(plain).doesNotContain("\u001b");
        assertThat(coloured.replaceAll("\u001b\\[\\dm|\u001b\\[\\d\\dm", "")).isEqualTo(plain);
        assertThat(coloured).isNotEqualTo(plain);
    }

    @ParameterizedTest
    @MethodSource("wse.report.Runs#named")
    void shouldFitATerminal(RunResult run) {
        int most = run.test().isFlood() ? 110 : 120;

        assertThat(TextReport.render(run, false).lines()).allMatch(line -> line.length() <= most);
    }

    @Test
    void shouldPrintTheConfirmedRateFirstAndTheSentOneBesideIt() {
        assertThat(TextReport.render(FloodRuns.throughput(), false).lines())
                .contains(
                        "Connections  Confirmed/s  Sent/s   GB/s  Per conn/s   Lost  Blocked  Loop CPU  Verdict",
                        "        100        1.32M   1.32M  0.230       13.2K      0   97.2 %      11 %  VALID server-bound",
                        "      2,000        1.19M   2.42M  0.207         593  12.3M   97.2 %      11 %  VALID server-bound",
                        "     10,000        37.2M   37.4M  6.518       3.72K      0   3.10 %      99 %  SUSPECT client-bound");
    }

    @Test
    void shouldPrintTheWholeAccount() {
        assertThat(TextReport.render(FloodRuns.throughput(), false))
                .contains("2,000   24,245,678   11,900,000  12,345,678           358    10.0 s         40 ms  VALID")
                .contains("2,000    11,924,000 of 24,269,678        0  VALID");
    }

    @Test
    void shouldNameTheShapeOfTheLoad() {
        assertThat(TextReport.render(FloodRuns.throughput(), false))
                .contains("  flood     client to server; 175 B of json, 183 B on the wire\n")
                .contains("  writes    a block of frames each, masked once (pool)\n")
                .doesNotContain("  reads ");
        assertThat(TextReport.render(FloodRuns.throughputEcho(), false))
                .contains("  flood     there and back, 16 in flight per connection;")
                .contains("  writes    1 frame each, masked for each write (fresh)\n")
                .contains("  reads     frames only, payloads not decoded\n");
    }

    @Test
    void shouldCallTheMessagesOfTheServerReceived() {
        assertThat(TextReport.render(FloodRuns.throughputIn(), false))
                .contains("Connections  Received/s   GB/s  Per conn/s  Lost  Loop CPU  Verdict")
                .contains("Connections    Received  Lost  Malformed  Verdict")
                .contains("      1,000  24,100,000     0         17  VALID")
                .contains("  flood     server to client;")
                .doesNotContain("Sent/s", "Blocked", "  writes ");
    }

    @Test
    void shouldPrintEchoesWithTheirLatency() {
        assertThat(TextReport.render(FloodRuns.throughputEcho(), false))
                .contains("Connections  Echoed/s  Sent/s ")
                .contains("Latency during the flood - From sending a message to receiving its echo.")
                .containsPattern("\n +100 +1,000  41.7 ms .* VALID");
    }

    @Test
    void shouldCountWrongEchoesByTheirNames() {
        assertThat(TextReport.render(FloodRuns.wrongEchoes(), false))
                .containsPattern("The server sent back wrong messages: 21,410 garbled, 2 missing, 4 duplicated, 6\\s"
                        + "reordered, 8\\sforeign\\.")
                .contains("Connections  Garbled  Missing  Duplicated  Reordered  Foreign  Verdict")
                .contains("        100   10,705        1           2          3        4  VALID");
        assertThat(TextReport.render(FloodRuns.throughputEcho(), false)).doesNotContain("wrong messages", "Garbled");
    }

    @Test
    void shouldMarkTheCellsOfTheMatrixAndKeepTheFiguresAligned() {
        assertThat(TextReport.render(FloodRuns.sizeMatrix(), false))
                .contains("Confirmed msg/s - Payload sizes down, connections across.\n"
                        + "  Size     100   1,000  50,000\n"
                        + "  64 B  32.0M?  28.8M    23.4M\n"
                        + " 256 B  15.7M   14.1M    11.4M\n")
                .contains("\n16 KiB   357K    321K!    261K\n64 KiB  89.7K   80.8K        -\n?  SUSPECT")
                .contains("\n16 KiB  5.850   5.265!   4.271\n")
                .contains(
                        "  - An event loop of the client was saturated (100 connections, 64 B): wse-client-1 ran for 99 %");
    }

    @Test
    void shouldCompareFormatsWithJsonAndSayIfBinaryIsNotDecoded() {
        String text = TextReport.render(FloodRuns.formats(), false);

        assertThat(text)
                .containsPattern("1,000  json +175 B +183 B +1.30M +100 % +0.228 +VALID server-bound")
                .containsPattern("1,000  msgpack +145 B +153 B +2.60M +199 % +0.377  1 +VALID server-bound")
                .containsPattern("10,000  zlib +152 B +160 B +2.72M +226 %[?] +0.413  1 +VALID server-bound")
                .contains("\n?  The JSON tier used for comparison is not VALID.\n")
                .containsOnlyOnce("the server does not decode binary payloads");
    }

    @ParameterizedTest
    @MethodSource("wse.report.Runs#named")
    void shouldNotBreakNumbersFromTheirUnits(RunResult run) {
        assertThat(TextReport.render(run, false))
                .doesNotContain("\u00a0")
                .doesNotContainPattern("\\d\\n *(ms|us|s|%|connections/s|messages/s|GB/s) ");
    }

    @Test
    void shouldPrintOneRowForManyLostProcessesAndKeepAllInTheData() {
        RunResult run = LimitRuns.ended();

        assertThat(TextReport.brief(run, false))
                .containsPattern("connection  MEMBER_LOST \\(26 processes\\) +2,600 +2,600 +100 %")
                .doesNotContain("MEMBER_LOST_");
        assertThat(MarkdownReport.render(run)).doesNotContain("MEMBER_LOST_");
        assertThat(HtmlReport.render(run)).contains("MEMBER_LOST (26 processes)");
        assertThat(JsonReport.render(run)).contains("\"MEMBER_LOST_WORKER_26\"");
    }

    @Test
    void shouldNameAllRequestsThatGatlingCountsAdditionally() {
        RunResult run = Runs.with(Runs.ping(), Map.of("wse.maxP99", "50ms", "wse.failOnSuspect", "true"));

        assertThat(TextReport.afterGatlingsSummary(Runs.ping()))
                .isEqualTo("[wse] Above: the summary of Gatling's own report; its request \"run verdict\" sends"
                        + " nothing.\n");
        assertThat(TextReport.afterGatlingsSummary(run).replace('\n', ' '))
                .contains("; its requests \"run verdict\", \"wse.maxP99=50ms\" and \"wse.failOnSuspect=true\" send"
                        + " nothing. ");
        assertThat(TextReport.afterGatlingsSummary(LimitRuns.capped().withoutGatlingReport()))
                .isEmpty();
    }

    @Test
    void shouldNameTheFiles() {
        assertThat(TextReport.files(Runs.ping(), Path.of("target/wse/run")))
                .contains("target/wse/run/results.json", "target/wse/run/report.html")
                .contains("target/gatling/pinglatencysimulation-1/index.html\n")
                .endsWith("\nOpen the report: "
                        + Path.of("target/wse/run/report.html").toAbsolutePath().toUri() + "\n");
    }
}
