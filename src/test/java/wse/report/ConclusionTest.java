package wse.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import wse.config.TestKind;
import wse.measure.Bound;
import wse.measure.Judgement;
import wse.measure.Reason;
import wse.measure.Reason.Cause;
import wse.measure.RunResult;
import wse.measure.ServerUsage;
import wse.measure.TierResult;
import wse.measure.Verdict;

/** The first lines of every report. */
class ConclusionTest {

    private static final Reason STARVED = new Reason(Cause.LOOP_STARVED, "loop-1 ran for 7 % of the time");

    @Test
    void shouldAnswerTheQuestionOfAStorm() {
        assertThat(Conclusion.of(Runs.storm()).answer())
                .isEqualTo(
                        "The server accepted up to 9,318 connections/s, with 2,000 connections opened as fast as possible."
                                + " Half of them were ready within 78.1 ms of their own connect, 99 % within 223 ms. 212 of 8,600 connections failed.");
    }

    /** Unanswered pings are recorded at their time-out, which is not a time within which anything was answered. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0   | 100 | 0 of 100 pings were answered in time. 100 of 100 pings were not answered.
            49  | 51  | 49 of 100 pings were answered in time. 51 of 100 pings were not answered.
            50  | 50  | half of the 100 pings were answered within 1 ms of the time they were due. 50 of 100 pings were not answered.
            94  | 6   | half of the 100 pings were answered within 1 ms of the time they were due, 90 % within 1 ms. 6 of 100 pings were not answered.
            """)
    void shouldNotCallATimeOutAnAnswer(int answered, int unanswered, String sentences) {
        assertThat(Conclusion.of(Runs.run(
                                TestKind.PING_LATENCY,
                                "wse.simulations.PingLatencySimulation",
                                "netty",
                                List.of(Runs.openPings(answered, unanswered)),
                                null))
                        .answer())
                .isEqualTo("With 10 connections, 10 pings/s each, " + sentences);
    }

    @Test
    void shouldSayHowManyConnectionsOfTheFirstStepWereHeld() {
        assertThat(Conclusion.of(LimitRuns.cappedInTheFirstStep()).answer())
                .isEqualTo(
                        "The server held 3,000 of 4,000 connections. The limit was set by the server's cap: 4,000 were"
                                + " too many.");
    }

    /** The command opens connections at half the rate, which leaves this client time to spare. */
    @Test
    void shouldSuggestASlowerStormIfClientAndServerHadTheirOwnCores() {
        RunResult shared = run(judged(STARVED));
        RunResult split = new RunResult(
                shared.test(),
                shared.simulation(),
                shared.engine(),
                shared.startedAt(),
                shared.config(),
                new RunResult.Machine("os", "cpu", 2, 1L << 30, "17", null, null, null, null, List.of(0), List.of(1)),
                shared.target(),
                shared.gatlingReport(),
                shared.warmUp(),
                shared.incomplete(),
                shared.tiers(),
                shared.connectionLimit());

        Conclusion conclusion = Conclusion.of(split);

        assertThat(conclusion.remedy())
                .startsWith("Client and server each had their own cores, but the client needs more.")
                .endsWith("Or open the connections at half the rate, and see how the server answers then:");
        assertThat(conclusion.commands())
                .singleElement()
                .asString()
                .startsWith(
                        "mvn gatling:test -Dgatling.simulationClass=" + shared.simulation() + " -Dwse.connectRate=");
    }

    @Test
    void shouldCallTheRateOfADoubtfulTierALowerBound() {
        assertThat(Conclusion.of(run(judged(STARVED))).answer()).startsWith("The server accepted at least ");
    }

    @Test
    void shouldNameACauseThatAllTiersShareOnce() {
        Conclusion conclusion = Conclusion.of(run(judged(STARVED)));

        assertThat(conclusion.verdict()).startsWith("All 5 tiers are SUSPECT: the client itself may have been");
        assertThat(conclusion.causes())
                .containsExactly(
                        "An event loop of the client was starved of CPU in all 5 tiers. Worst with 5,000 connections:"
                                + " loop-1 ran for 7 % of the time.");
    }

    @Test
    void shouldNameTheTierOfACauseThatNoOtherTierHas() {
        List<TierResult> tiers = Runs.storm().tiers();

        assertThat(Conclusion.of(run(replaced(tiers, 1, STARVED))).causes())
                .containsExactly(
                        "An event loop of the client was starved of CPU (500 connections): loop-1 ran for 7 % of the"
                                + " time.");
    }

    @Test
    void shouldNameACauseThatManyProcessesShareOnce() {
        Conclusion conclusion = Conclusion.of(LimitRuns.ended());

        assertThat(conclusion.evidence()).isEmpty();
        assertThat(conclusion.causes())
                .containsExactly(
                        "A process of the server ended (2,600 connections): server-1 process 9 ended with status 143"
                                + " (and 25 more cases).",
                        "A part of the client did not finish (2,600 connections): worker-1: it left during the tier"
                                + " (and 25 more cases).");
    }

    @Test
    void shouldShowHowToGiveEachSideItsOwnCores() {
        assertThat(Conclusion.of(run(judged(STARVED))).remedy()).contains("another machine", "their own cores");
        assertThat(Conclusion.of(Runs.storm()).remedy()).isEmpty();
    }

    @Test
    void shouldSuggestMoreHeapWhateverElseIsWrong() {
        Reason collected = new Reason(Cause.COLLECTED, "they took 9.28 % of the time");
        String heap = "Give the client more heap: -Dgatling.jvmArgs=-Xmx4g.";

        assertThat(Conclusion.of(run(judged(collected))).remedy()).isEqualTo(heap);
        assertThat(Conclusion.of(run(judged(collected))).commands()).isEmpty();
        assertThat(Conclusion.of(run(replaced(judged(STARVED), 0, collected))).remedy())
                .startsWith(heap + " To measure the server itself, run it on another machine");
        assertThat(Conclusion.of(run(replaced(
                                List.of(
                                        lacking(judged(STARVED).get(0)),
                                        judged(STARVED).get(1)),
                                1,
                                collected)))
                        .remedy())
                .startsWith(heap + " To measure the server itself");
    }

    @Test
    void shouldSayThatTheRunWasStoppedBeforeItsFirstTier() {
        for (TestKind test : List.of(TestKind.CONNECTION_STORM, TestKind.PING_LATENCY, TestKind.THROUGHPUT)) {
            Conclusion conclusion = Conclusion.of(Runs.run(test, "S", "netty", List.of(), "the process was ended"));

            assertThat(conclusion.answer()).isEqualTo("The run was stopped before its first tier.");
            assertThat(conclusion.verdict()).isEqualTo("No tier was measured.");
            assertThat(conclusion.isValid()).isFalse();
        }
    }

    @Test
    void shouldPutEachCommandOnItsOwnLineOfThePage() {
        RunResult run = run(judged(STARVED));
        run.config().remove("wse.host"); // as in a run that starts the embedded server
        run.config().put("wse.tiers", "20,50");
        run.config().put("wse.dialect.greeting", "not a setting of this version");
        List<String> commands = Conclusion.of(run).commands();

        assertThat(commands).hasSize(3);
        assertThat(commands.get(2)).endsWith(" -Dwse.port=5006 -Dwse.tiers=20,50");
        assertThat(HtmlReport.render(run))
                .contains(" aria-label=\"Commands\">" + String.join("\n", commands) + "\n</pre>");
    }

    @Test
    void shouldSayThatOnlyAPartWasMeasured() {
        assertThat(Conclusion.of(Runs.hold()).verdict()).contains("INCOMPLETE: the figures cover only a part.");
    }

    @Test
    void shouldNameTheProgramsThatUsedTheServersCoresOnce() {
        List<TierResult> tiers = Runs.storm().tiers();
        RunResult run = run(List.of(
                beside(tiers.get(0), "java (pid 1)", "mvn (pid 2)"),
                beside(tiers.get(1), "mvn (pid 2)", "sh (pid 3)")));

        assertThat(Conclusion.of(run).findings())
                .contains("Other programs that used a lot of CPU meanwhile: java (pid 1), mvn (pid 2), sh (pid 3).");
    }

    private static TierResult beside(TierResult tier, String... programs) {
        return new TierResult(
                tier.shape(), tier.client(), tier.server().withOtherPrograms(List.of(programs)), tier.findings());
    }

    /** A rate that was reached is a lower bound, but a reader also wants the best rate that is beyond doubt. */
    @Test
    void shouldAlsoNameTheBestValidTierIfTheBestOfAllIsNotValid() {
        List<TierResult> tiers = Runs.storm().tiers();
        TierResult best = StormAnswer.fastest(run(tiers)).orElseThrow();

        assertThat(Conclusion.of(run(tiers)).answer()).doesNotContain("VALID");
        assertThat(Conclusion.of(run(replaced(tiers, tiers.indexOf(best), STARVED)))
                        .answer())
                .contains(" opened as fast as possible (SUSPECT). ", ". The best VALID tier accepted ");
        assertThat(Conclusion.of(run(judged(STARVED))).answer())
                .contains(" opened as fast as possible (SUSPECT). ")
                .doesNotContain("The best VALID tier");
    }

    @Test
    void shouldSayHowManyTiersWithoutCpuForTheServerHaveAnotherVerdict() {
        List<TierResult> tiers = Runs.storm().tiers();
        TierResult starved = lacking(tiers.get(0));
        TierResult suspect = lacking(judged(tiers.get(1), STARVED));

        assertThat(Conclusion.of(run(List.of(starved, suspect))).causes())
                .anySatisfy(cause -> assertThat(cause)
                        .startsWith("The server lacked CPU in both tiers (1 STARVED, 1 with another verdict), so"));
        assertThat(Conclusion.of(run(List.of(starved, tiers.get(1)))).causes())
                .anySatisfy(cause -> assertThat(cause).startsWith("The server lacked CPU in 1 tier, so"));
        assertThat(Conclusion.of(run(List.of(suspect, tiers.get(0)))).causes())
                .anySatisfy(cause -> assertThat(cause).startsWith("The server also lacked CPU in 1 tier, so"));
    }

    private static TierResult lacking(TierResult tier) {
        ServerUsage server =
                new ServerUsage(7.0, null, null, null, null, null, null, null, null, null, 3.0, 45.0, 0.0, List.of());
        return new TierResult(tier.shape(), tier.client(), server, tier.findings());
    }

    @Test
    void shouldAnswerEveryTest() {
        for (RunResult run : Runs.all().toList()) {
            assertThat(Conclusion.of(run).answer()).as(run.simulation()).matches("[A-Z0-9].*[.]");
        }
    }

    @Test
    void shouldReadReasonsBackFromTheirSentences() {
        for (Cause cause : Cause.values()) {
            Reason reason = new Reason(cause, "detail: more");

            assertThat(Reason.parse(reason.sentence())).isEqualTo(reason);
        }
        assertThat(Reason.parse("a sentence of an older version"))
                .isEqualTo(new Reason(Cause.OTHER, "a sentence of an older version"));
    }

    private static List<TierResult> judged(Reason reason) {
        List<TierResult> tiers = Runs.storm().tiers();
        return IntStream.range(0, tiers.size())
                .mapToObj(index -> judged(tiers.get(index), reason))
                .toList();
    }

    private static List<TierResult> replaced(List<TierResult> tiers, int index, Reason reason) {
        return IntStream.range(0, tiers.size())
                .mapToObj(i -> i == index ? judged(tiers.get(i), reason) : tiers.get(i))
                .toList();
    }

    private static TierResult judged(TierResult tier, Reason reason) {
        return new TierResult(
                tier.shape(),
                tier.client().withJudgement(new Judgement(Verdict.SUSPECT, List.of(reason), Bound.UNKNOWN)),
                tier.server(),
                tier.findings());
    }

    private static RunResult run(List<TierResult> tiers) {
        return Runs.run(TestKind.CONNECTION_STORM, "ConnectionStormSimulation", "netty", tiers, null);
    }
}
