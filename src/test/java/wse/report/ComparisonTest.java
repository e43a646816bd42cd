package wse.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import wse.config.TestKind;
import wse.measure.Judgement;
import wse.measure.Reason;
import wse.measure.RunResult;
import wse.measure.TierResult;
import wse.measure.Verdict;

class ComparisonTest {

    /** A storm of one tier that was repeated, with these accept rates. */
    private static RunSet set(String name, double... perSecond) {
        List<TierResult> tiers = new ArrayList<>();
        for (double rate : perSecond) {
            tiers.add(ComparedRuns.storm(500, rate));
        }
        return new RunSet(name, List.of(Runs.run(TestKind.CONNECTION_STORM, "S", "netty", tiers, null)));
    }

    private static final RunSet EARLIER = set("monday", 10_000, 10_100, 9_900, 10_050, 9_950, 10_020, 9_980, 10_010);
    private static final RunSet SLOWER = set("tuesday", 8_500, 8_600, 8_400, 8_550, 8_450, 8_520, 8_480, 8_510);

    private static RunSet changed(UnaryOperator<RunResult> change) {
        return new RunSet("B", SLOWER.runs().stream().map(change).toList());
    }

    private static String text(RunSet before, RunSet after) {
        return ComparisonReport.text(Comparison.of(before, after), false);
    }

    @Test
    void shouldFindWhatIsWorse() {
        Comparison comparison = Comparison.of(EARLIER, SLOWER);

        assertThat(comparison.isWorse()).isTrue();
        assertThat(comparison.isConclusive()).isTrue();
        assertThat(ComparisonReport.answer(comparison))
                .isEqualTo("B is worse than A in 1 of 3 figures: Accept rate (500 connections) -15 %.");
        assertThat(ComparisonReport.text(comparison, false))
                .containsSubsequence("Comparison", "B is worse than A", "A: monday. B: tuesday.", "Connection Storm")
                .contains("Accept rate  10,005 /s  8,505 /s", "worse");
    }

    @Test
    void shouldFindWhatIsBetter() {
        Comparison comparison = Comparison.of(SLOWER, EARLIER);

        assertThat(comparison.isWorse()).isFalse();
        assertThat(ComparisonReport.answer(comparison))
                .isEqualTo("B is better than A in 1 of 3 figures: Accept rate (500 connections) +18 %.");
    }

    @Test
    void shouldFindNoChangeInTheSameRuns() {
        assertThat(ComparisonReport.answer(Comparison.of(EARLIER, EARLIER)))
                .isEqualTo("In 3 of 3 figures, no change exceeds the noise of the repeats.");
    }

    @Test
    void shouldSayThatThereAreTooFewRepeats() {
        Comparison comparison = Comparison.of(set("A", 10_000), set("B", 5_000));

        assertThat(comparison.isWorse()).isFalse();
        assertThat(comparison.isConclusive()).isFalse();
        assertThat(ComparisonReport.answer(comparison))
                .isEqualTo("Too few repeats to tell: A has 1, B has 1, and each needs 6; run with wse.repeat=6.");
        assertThat(ComparisonReport.text(comparison, false)).contains("-50 %", "unknown");
    }

    /** The estimate from all pairs of the last two sets would be +63 %. */
    @Test
    void shouldShowTheChangeOfTheMediansIfThereAreTooFewRepeats() {
        assertThat(text(set("A", 100, 1_000, 1_100), set("B", 100, 1_000, 11_000)))
                .contains("1,000 /s  1,000 /s   0.0 %         -  unknown");
        assertThat(text(set("A", 1_000, 3_000), set("B", 2_000, 4_000))).contains("2,000 /s  3,000 /s   +50 %");
    }

    @Test
    void shouldTakeSeveralRunsForRepeats() {
        List<RunResult> before = new ArrayList<>();
        List<RunResult> after = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            before.addAll(set("", 10_000 + i).runs());
            after.addAll(set("", 8_500 + i).runs());
        }

        assertThat(Comparison.of(new RunSet("A", before), new RunSet("B", after))
                        .isWorse())
                .isTrue();
    }

    /** Ten runs on a machine that is busy for hours, and becomes faster from run to run. */
    private static RunSet inTurn(String name, double factor, int runs) {
        List<RunResult> all = new ArrayList<>();
        for (int i = 0; i < runs; i++) {
            all.addAll(set("", factor * (1_000 + 100 * i)).runs());
        }
        return new RunSet(name, all);
    }

    @Test
    void shouldFindInPairsWhatTheMachineHides() {
        RunSet before = inTurn("A", 1, 12);
        RunSet after = inTurn("B", 0.9, 12);

        assertThat(Comparison.of(before, after).isWorse()).isFalse();
        assertThat(Comparison.ofPairs(before, before).isWorse()).isFalse();
        Comparison pairs = Comparison.ofPairs(before, after);
        assertThat(pairs.isWorse()).isTrue();
        assertThat(ComparisonReport.text(pairs, false))
                .contains("medians of 12 runs each", "right before or after it", "-10 %");
    }

    @Test
    void shouldCompareFewPairsLikeOtherRuns() {
        Comparison few = Comparison.ofPairs(inTurn("A", 1, 6), inTurn("B", 0.1, 6));

        assertThat(few.isWorse()).isTrue();
        assertThat(ComparisonReport.text(few, false)).doesNotContain("right before or after it");
    }

    @Test
    void shouldPairOnlyEquallyManyRuns() {
        assertThatThrownBy(() -> Comparison.ofPairs(inTurn("A", 1, 3), inTurn("B", 1, 2)))
                .hasMessageContaining("A has 3 of Connection Storm, B has 2");
    }

    @Test
    void shouldNameOtherMachinesAndSettings() {
        RunSet other = changed(run -> ComparedRuns.with(
                run,
                new RunResult.Machine("os", "other cpu", 8, 1L << 36, "21", null, null),
                config(run, "wse.connectRate", "7")));

        assertThat(text(EARLIER, other))
                .contains("A and B cannot be compared.")
                .contains("not comparable (processor: ")
                .contains(" in A, other cpu in B).")
                .contains("not comparable (wse.connectRate: 0 in A, 7 in B).")
                .contains("not comparable (memory: ");
        assertThat(Comparison.of(EARLIER, other).isWorse()).isFalse();
        assertThat(Comparison.of(EARLIER, other).isConclusive()).isFalse();
    }

    /** As with a server on another machine. */
    @Test
    void shouldNotRequireThatTheServersCpuIsKnown() {
        RunSet starved = changed(run -> run.withTiers(run.tiers().stream()
                .map(tier -> ComparedRuns.onServer(tier, 0.1))
                .toList()));

        assertThat(text(EARLIER, starved))
                .containsIgnoringWhitespaces(
                        "got an unknown share of the CPU time that it needed in A, and 10 % in B).");
        assertThat(text(starved, EARLIER))
                .containsIgnoringWhitespaces(
                        "got 10 % of the CPU time that it needed in A, and an unknown share in B).");
    }

    @Test
    void shouldCompareTwoServersAndNameThem() {
        RunSet other =
                changed(run -> ComparedRuns.with(run, run.machine(), config(run, "wse.host", "beta.example.org")));

        assertThat(Comparison.of(EARLIER, other).isWorse()).isTrue();
        assertThat(text(EARLIER, other)).contains("wse.host: ").contains("beta.example.org in B.");
    }

    @Test
    void shouldIgnoreSettingsThatDoNotChangeTheLoad() {
        RunSet other = changed(run -> ComparedRuns.with(run, run.machine(), config(run, "wse.maxP99", "5ms")));

        assertThat(Comparison.of(EARLIER, other).isWorse()).isTrue();
        assertThat(text(EARLIER, other)).doesNotContain("wse.maxP99");
    }

    @Test
    void shouldNotCompareTiersWithOtherVerdicts() {
        RunSet suspect = changed(run -> run.withTiers(run.tiers().stream()
                .map(tier -> ComparedRuns.judged(
                        tier,
                        Judgement.of(
                                List.of(new Reason(Reason.Cause.COLLECTED, "for 30 % of the time")), tier.bound())))
                .toList()));

        assertThat(text(EARLIER, suspect))
                .contains("A and B cannot be compared.")
                .containsIgnoringWhitespaces(
                        "verdict of 500 connections: VALID or SHORT in 8 of 8 in A, VALID in 0 of 8 in B).");
    }

    /** The share of the CPU time that the server got, of what it wanted. */
    @ParameterizedTest
    @CsvSource({"0.9, 0.8, true", "0.5, 0.41, true", "0.5, 0.39, false", "0.22, 0.2, false"})
    void shouldNotCompareFiguresOfABusierMachine(double before, double after, boolean comparable) {
        Comparison comparison = Comparison.of(withShare(EARLIER, before), withShare(SLOWER, after));

        assertThat(comparison.isWorse()).isEqualTo(comparable);
        assertThat(comparison.isConclusive()).isEqualTo(comparable);
        assertThat(ComparisonReport.text(comparison, false).contains("load of the machine with 500 connections"))
                .isNotEqualTo(comparable);
    }

    private static RunSet withShare(RunSet set, double share) {
        return new RunSet(
                set.name(),
                set.runs().stream()
                        .map(run -> run.withTiers(run.tiers().stream()
                                .map(tier -> ComparedRuns.onServer(tier, share))
                                .toList()))
                        .toList());
    }

    @Test
    void shouldLeaveIncompleteTiersOut() {
        Judgement incomplete = Judgement.incomplete(new Reason(Reason.Cause.ENDED_EARLY, "the run was stopped"));
        TierResult tier = ComparedRuns.judged(ComparedRuns.storm(500, 1), incomplete);

        assertThat(tier.verdict()).isEqualTo(Verdict.INCOMPLETE);
        assertThat(ComparisonReport.answer(Comparison.of(EARLIER, withTiers(EARLIER, tier))))
                .contains("no change exceeds");
    }

    /** As if the server had crashed in the largest tier, which the figures of the other tiers do not show. */
    @Test
    void shouldNotCompareTiersThatAreNeverComplete() {
        Judgement incomplete = Judgement.incomplete(new Reason(Reason.Cause.ENDED_EARLY, "the run was stopped"));
        RunSet before = withTiers(EARLIER, ComparedRuns.storm(1_000, 10_000));
        RunSet after = withTiers(EARLIER, ComparedRuns.judged(ComparedRuns.storm(1_000, 10_000), incomplete));

        Comparison comparison = Comparison.of(before, after);

        assertThat(comparison.isConclusive()).isFalse();
        assertThat(ComparisonReport.answer(comparison))
                .isEqualTo(
                        "In 3 of 3 figures, no change exceeds the noise of the repeats. Some tiers cannot be compared.");
        assertThat(text(before, after))
                .containsIgnoringWhitespaces("not comparable (B has no complete results for 1,000 connections).");
    }

    @Test
    void shouldNameTiersThatOnlyOneSideHas() {
        RunSet more = withTiers(EARLIER, ComparedRuns.storm(1_000, 10_000));

        assertThat(Comparison.of(EARLIER, more).isConclusive()).isFalse();
        assertThat(text(EARLIER, more)).contains("not comparable (A has no complete results for 1,000 connections).");
        assertThat(text(more, EARLIER)).contains("not comparable (B has no complete results for 1,000 connections).");
    }

    private static RunSet withTiers(RunSet set, TierResult more) {
        RunResult run = set.runs().get(0);
        List<TierResult> tiers = new ArrayList<>(run.tiers());
        tiers.add(more);
        return new RunSet(set.name(), List.of(run.withTiers(tiers)));
    }

    @Test
    void shouldNameTestsThatOnlyOneSideHas() {
        RunSet suite = new RunSet("suite", List.of(EARLIER.runs().get(0), Runs.ping()));

        assertThat(text(suite, SLOWER)).contains("B is worse than A").contains("Only A contains Ping/Pong Latency.");
        assertThat(text(new RunSet("A", List.of(Runs.ping())), SLOWER))
                .contains("A and B cannot be compared: they have no figure in common.");
    }

    @Test
    void shouldCompareTheLimitsOfSearches() {
        RunSet search = new RunSet("A", List.of(LimitRuns.capped()));

        assertThat(text(search, search)).contains("Connection limit").contains("Too few repeats to tell");
    }

    @Test
    void shouldOverlayBothInThePage() {
        String page = ComparisonReport.html(Comparison.of(EARLIER, SLOWER));

        assertThat(page)
                .contains("B is worse than A in 1 of 3 figures")
                .contains("\"label\":\"A\"")
                .contains("\"label\":\"B\"")
                .contains("<td class=\"figure\">8,505 /s</td>");
    }

    @Test
    void shouldSayHowManyChartsAreLeftOut() {
        List<TierResult> tiers = IntStream.rangeClosed(1, ComparisonCharts.MOST_CHARTS + 2)
                .mapToObj(connections -> ComparedRuns.storm(connections, 1_000))
                .toList();
        RunSet many = new RunSet("A", List.of(Runs.run(TestKind.CONNECTION_STORM, "S", "netty", tiers, null)));

        String page = ComparisonReport.html(Comparison.of(many, many));

        assertThat(page)
                .contains("The page shows the charts of the first 60 tiers; those of the other 2 are left out.")
                .contains("Connection Storm, 60 connections\"")
                .doesNotContain("Connection Storm, 61 connections\"");
        assertThat(ComparisonReport.html(Comparison.of(EARLIER, SLOWER))).doesNotContain("are left out");
    }

    @Test
    void shouldEscapeNamesInMarkdownAndHtml() {
        RunSet evil = new RunSet("<b>|`x`", EARLIER.runs());

        assertThat(ComparisonReport.markdown(Comparison.of(evil, SLOWER))).contains("&lt;b>\\|\\`x\\`");
        assertThat(ComparisonReport.html(Comparison.of(evil, SLOWER)))
                .contains("&lt;b&gt;|")
                .doesNotContain("<b>|");
    }

    private static Map<String, String> config(RunResult run, String key, String value) {
        Map<String, String> config = new HashMap<>(run.config());
        config.put(key, value);
        return config;
    }
}
