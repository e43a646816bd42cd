package wse.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import wse.config.TestKind;
import wse.measure.Judgement;
import wse.measure.Reason;
import wse.measure.RunResult;
import wse.measure.TierResult;
import wse.measure.Verdict;

class ConditionsTest {

    private static RunResult storm(Map<String, String> thresholds, TierResult... tiers) {
        RunResult run = Runs.run(TestKind.CONNECTION_STORM, "wse.S", "netty", List.of(tiers), null);
        Map<String, String> config = new HashMap<>(run.config());
        config.putAll(thresholds);
        return ComparedRuns.with(run, run.machine(), config);
    }

    private static List<Condition> conditions(RunResult run) {
        return Conditions.of(run, Optional.empty());
    }

    private static List<String> complaints(RunResult run) {
        return complaints(conditions(run));
    }

    private static List<String> complaints(List<Condition> conditions) {
        return conditions.stream()
                .filter(condition -> !condition.isMet())
                .map(Condition::complaint)
                .toList();
    }

    private static TierResult suspect(TierResult tier) {
        return ComparedRuns.judged(
                tier,
                Judgement.of(List.of(new Reason(Reason.Cause.COLLECTED, "they took 30 % of the time")), tier.bound()));
    }

    @Test
    void shouldHaveOneConditionForEachTierAndThreshold() {
        RunResult run = storm(
                Map.of("wse.maxP99", "50ms", "wse.minRate", "9000", "wse.failOnSuspect", "true"),
                ComparedRuns.storm(100, 9_500),
                ComparedRuns.storm(500, 9_600));

        assertThat(conditions(run))
                .extracting(condition -> condition.about() + ": " + condition.rule())
                .containsExactly(
                        "100 connections: complete",
                        "100 connections: wse.failOnSuspect=true",
                        "100 connections: wse.maxP99=50ms",
                        "100 connections: wse.minRate=9000",
                        "500 connections: complete",
                        "500 connections: wse.failOnSuspect=true",
                        "500 connections: wse.maxP99=50ms",
                        "500 connections: wse.minRate=9000",
                        "run: complete");
        assertThat(complaints(run)).isEmpty();
    }

    @Test
    void shouldSayWhichThresholdIsMissed() {
        RunResult run = storm(
                Map.of("wse.maxP99", "9ms", "wse.minRate", "9550", "wse.failOnSuspect", "true"),
                suspect(ComparedRuns.storm(100, 9_500)),
                ComparedRuns.storm(500, 9_600, 8_000));

        assertThat(complaints(run))
                .containsExactly(
                        "no tier may be SUSPECT or STARVED: wse.failOnSuspect=true, but 100 connections is SUSPECT, because garbage"
                                + " collections stopped the client: they took 30 % of the time",
                        "p99 must not exceed wse.maxP99=9ms: p99=10.0 ms at 100 connections",
                        "the accept rate must reach wse.minRate=9,550: it was 9,500 /s at 100 connections");
    }

    @Test
    void shouldNotAcceptAServerThatLackedCpu() {
        RunResult run =
                storm(Map.of("wse.failOnSuspect", "true"), ComparedRuns.starved(ComparedRuns.storm(100, 9_500)));

        assertThat(complaints(run))
                .containsExactly("no tier may be SUSPECT or STARVED: wse.failOnSuspect=true, but 100 connections is"
                        + " STARVED, because the server lacked CPU");
        assertThat(GitHubReport.annotations(run, List.of()))
                .isEqualTo(
                        "::warning title=Connection Storm%3A STARVED::1 of 1 tier STARVED: the server lacked CPU, so it"
                                + " may be better than it looks\n");
    }

    @Test
    void shouldMissALimitThatCannotBeChecked() {
        assertThat(complaints(storm(Map.of("wse.maxP99", "50ms"), ComparedRuns.storm(99, 9_500))))
                .containsExactly(
                        "p99 must not exceed wse.maxP99=50ms: there are too few values for it at 99 connections,"
                                + " 99 instead of 100; use more connections, or measure for longer");
    }

    @Test
    void shouldJudgeTheMedianOfRepeats() {
        TierResult[] repeats = {
            ComparedRuns.storm(500, 1_000), ComparedRuns.storm(500, 9_500), ComparedRuns.storm(500, 9_700)
        };

        assertThat(complaints(storm(Map.of("wse.minRate", "9500"), repeats))).isEmpty();
        assertThat(complaints(storm(Map.of("wse.minRate", "9501"), repeats))).hasSize(1);
    }

    @Test
    void shouldApplyALimitToItsScheduleOnly() {
        RunResult run = Runs.ping();
        Map<String, String> config = new HashMap<>(run.config());
        config.put("wse.maxP99", "open:1us");
        RunResult limited = ComparedRuns.with(run, run.machine(), config);

        assertThat(complaints(limited)).hasSize(3).allMatch(text -> text.contains("pings/s each"));
    }

    @Test
    void shouldCheckEveryCondition() {
        RunResult hold = Runs.hold();
        Map<String, String> config = new HashMap<>(hold.config());
        config.put("wse.minSurvivalPercent", "100");
        config.put("wse.maxFailedPercent", "0");

        assertThat(complaints(ComparedRuns.with(hold, hold.machine(), config)))
                .anyMatch(text ->
                        text.startsWith("the share of surviving connections must reach wse.minSurvivalPercent=100"))
                .anyMatch(text -> text.startsWith("failed requests must not exceed wse.maxFailedPercent=0"));

        RunResult search = LimitRuns.capped();
        config.put("wse.minConnections", "2000000000");
        assertThat(complaints(ComparedRuns.with(search, search.machine(), config)))
                .anyMatch(text ->
                        text.startsWith("the connection limit must reach wse.minConnections=2000000000: it is "));
    }

    @Test
    void shouldFailOnARegression() {
        RunSet before = repeated(10_000);
        RunResult after = repeated(8_500).runs().get(0);
        Map<String, String> config = new HashMap<>(after.config());
        config.put("wse.maxRegression", "10");
        RunResult slower = ComparedRuns.with(after, after.machine(), config);
        Comparison comparison = Comparison.of(before, new RunSet("this run", List.of(slower)));

        assertThat(complaints(Conditions.of(slower, Optional.of(comparison))))
                .containsExactly(
                        "no figure may be worse than in wse.baseline by more than wse.maxRegression=10 percent:"
                                + " Accept rate (500 connections) changed by -15 %");

        config.put("wse.maxRegression", "20");
        assertThat(complaints(Conditions.of(slower, Optional.of(comparison)))).isEmpty();
    }

    @Test
    void shouldFailIfARegressionCannotBeToldFromNoise() {
        RunResult single = storm(Map.of("wse.maxRegression", "10"), ComparedRuns.storm(500, 9_500));
        RunSet set = new RunSet("A", List.of(single));

        assertThat(complaints(Conditions.of(single, Optional.of(Comparison.of(set, set)))))
                .containsExactly("wse.maxRegression=10 needs a comparison that can tell a change from noise: Too few"
                        + " repeats to tell: A has 1, B has 1, and each needs 6; run with wse.repeat=6");
    }

    @Test
    void shouldSayWhyARunCannotBeComparedWithItsBaseline() {
        RunResult run =
                storm(Map.of("wse.maxRegression", "10"), ComparedRuns.onServer(ComparedRuns.storm(500, 9_500), 0.5));
        RunSet before =
                new RunSet("A", List.of(storm(Map.of(), ComparedRuns.onServer(ComparedRuns.storm(500, 9_500), 0.9))));

        assertThat(complaints(Conditions.of(
                        run, Optional.of(Comparison.of(before, new RunSet("this run", List.of(run)))))))
                .containsExactly(
                        "wse.maxRegression=10 needs a comparison that can tell a change from noise: A and B cannot"
                                + " be compared (load of the machine with 500 connections: the server got 90 % of the CPU"
                                + " time that it needed in A, and 50 % in B)");
    }

    private static RunSet repeated(double rate) {
        List<TierResult> tiers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            tiers.add(ComparedRuns.storm(500, rate + i));
        }
        return new RunSet("A", List.of(storm(Map.of(), tiers.toArray(TierResult[]::new))));
    }

    @ParameterizedTest
    @MethodSource("wse.report.Runs#all")
    void shouldWriteOneTestCaseForEachCondition(RunResult run) throws Exception {
        List<Condition> conditions = conditions(run);
        Element suite = parse(JunitReport.render(run, conditions));

        assertThat(suite.getAttribute("tests")).isEqualTo(String.valueOf(conditions.size()));
        assertThat(suite.getElementsByTagName("testcase").getLength()).isEqualTo(conditions.size());
        assertThat(suite.getAttribute("failures"))
                .isEqualTo(String.valueOf(complaints(conditions).size()));
        assertThat(suite.getElementsByTagName("failure").getLength())
                .isEqualTo(complaints(conditions).size());
    }

    /** The elements and attributes that Apache Ant's schema requires; that of Jenkins requires fewer. */
    @Test
    void shouldHaveWhatTheSchemaOfJunitRequires() throws Exception {
        RunResult run =
                storm(Map.of("wse.minRate", "9550"), ComparedRuns.storm(100, 200), ComparedRuns.storm(300, 200));
        Element suite = parse(JunitReport.render(run, conditions(run)));

        for (String count : List.of("tests", "failures", "errors")) {
            assertThat(suite.getAttribute(count)).matches("[0-9]+");
        }
        assertThat(suite.getAttribute("name")).isNotEmpty();
        assertThat(suite.getAttribute("hostname")).isNotEmpty();
        assertThat(suite.getAttribute("timestamp")).matches("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}");
        assertThat(suite.getAttribute("time")).isEqualTo("2.000");
        assertThat(children(suite))
                .startsWith("properties", "testcase")
                .endsWith("testcase", "system-out", "system-err");
        assertThat(elements(suite, "testcase"))
                .extracting(test -> test.getAttribute("time"))
                .contains("0.500", "1.500")
                .allMatch(time -> time.matches("[0-9]+[.][0-9]{3}"));
        assertThat(elements(suite, "testcase")).allMatch(test -> test.hasAttribute("classname"));
        assertThat(elements(suite, "failure"))
                .hasSize(2)
                .allMatch(failure -> failure.getAttribute("type").equals("wse.minRate=9550"));
    }

    private static List<String> children(Element parent) {
        NodeList nodes = parent.getChildNodes();
        return IntStream.range(0, nodes.getLength())
                .mapToObj(i -> nodes.item(i).getNodeName())
                .toList();
    }

    private static List<Element> elements(Element parent, String name) {
        NodeList nodes = parent.getElementsByTagName(name);
        return IntStream.range(0, nodes.getLength())
                .mapToObj(i -> (Element) nodes.item(i))
                .toList();
    }

    @Test
    void shouldEscapeXml() throws Exception {
        String hostile = "]]><failure/> & \"x\" '\u0000\u001b\ufffe\ud800 \ud83d\ude00";
        RunResult run = storm(Map.of(), ComparedRuns.storm(100, 1));
        Element suite = parse(JunitReport.render(run, List.of(new Condition("a<b>\"", "t&", hostile))));

        Element testCase = (Element) suite.getElementsByTagName("testcase").item(0);
        assertThat(testCase.getAttribute("name")).isEqualTo("t&: a<b>\"");
        NodeList failures = suite.getElementsByTagName("failure");
        assertThat(failures.getLength()).isEqualTo(1);
        assertThat(failures.item(0).getTextContent()).isEqualTo("]]><failure/> & \"x\" ' \ud83d\ude00");
    }

    private static Element parse(String xml) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(xml)))
                .getDocumentElement();
    }

    @Test
    void shouldAnnotateWithoutLettingTextBecomeACommand() {
        Condition condition = new Condition("wse.x=1,2:3", "100", "100 % of\r\n::error::it");
        RunResult run = storm(Map.of(), suspect(ComparedRuns.storm(100, 1)));

        assertThat(GitHubReport.annotations(run, List.of(condition, Condition.met("complete", "run"))))
                .isEqualTo("::error title=Connection Storm%3A wse.x=1%2C2%3A3::100 %25 of%0D%0A::error::it\n"
                        + "::warning title=Connection Storm%3A SUSPECT::1 of 1 tier SUSPECT: the client itself may have"
                        + " been the bottleneck\n");
    }

    @Test
    void shouldSayEachMissedRuleOnce() {
        RunResult run = storm(
                Map.of("wse.minRate", "9550"),
                ComparedRuns.storm(1_000, 9_500),
                ComparedRuns.storm(2_000, 9_400),
                ComparedRuns.storm(5_000, 9_300));

        assertThat(Condition.missed(conditions(run)))
                .extracting(Condition::complaint)
                .containsExactly("the accept rate must reach wse.minRate=9,550: it was 9,500 /s at 1,000 connections"
                        + " (and 2 more cases)");
    }

    /** A single pause of the machine changes the rate of a short storm a lot. */
    @Test
    void shouldNotApplyThresholdsToShortStormsBesideLongOnes() {
        Map<String, String> thresholds =
                Map.of("wse.minRate", "9000", "wse.maxP99", "5ms", "wse.failOnSuspect", "true");
        TierResult brief = ComparedRuns.storm(100, 2_000);
        TierResult steady = ComparedRuns.storm(500, 9_500, 1_000);

        assertThat(brief.verdict()).isEqualTo(Verdict.SHORT);
        assertThat(complaints(storm(thresholds, brief, ComparedRuns.storm(1_000, 9_500, 1_000))))
                .isEmpty();
        assertThat(complaints(storm(thresholds, brief, steady)))
                .as("all are short")
                .hasSize(2)
                .allMatch(text -> text.contains("at 100 connections"));
        assertThat(complaints(storm(thresholds, brief, ComparedRuns.storm(1_000, 8_900, 1_000))))
                .singleElement()
                .asString()
                .contains("at 1,000 connections");
    }

    @Test
    void shouldSummarizeMissedConditionsFirst() {
        RunResult run = storm(Map.of("wse.minRate", "9550"), ComparedRuns.storm(100, 9_500));

        String start = "- :x: the accept rate must reach wse.minRate=9,550: it was 9,500 /s at 100 connections\n\n";
        assertThat(GitHubReport.summary(run, conditions(run), Optional.empty(), GitHubReport.MOST_SUMMARY_BYTES))
                .startsWith(start + "# Connection Storm");
        assertThat(GitHubReport.summary(run, conditions(run), Optional.empty(), 300))
                .isEqualTo(start + "The report is too long for this summary; see report.md in the run's directory.\n");
        assertThat(GitHubReport.summary(run, conditions(run), Optional.empty(), 0))
                .isEmpty();
    }
}
