package wse.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import wse.config.Format;
import wse.config.SuiteTest;
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
import wse.measure.StepPurpose;
import wse.measure.TestFigures;
import wse.measure.TierMeasurement;
import wse.measure.TierResult;
import wse.measure.TierShape;
import wse.measure.Verdict;

/** Each takeaway at the boundaries at which its sentence changes, or is left out. */
class TakeawaysTest {

    private static final String DOUBT = "Not all of these tiers are VALID";

    /** Tiers of one test, all valid unless changed. */
    private static TierResult tier(TierShape shape, Verdict verdict, TierMeasurement measured, ClientUsage usage) {
        return new TierResult(
                shape,
                new ClientResult(measured, new Judgement(verdict, List.of(), Bound.UNKNOWN), usage),
                ServerUsage.UNKNOWN,
                List.of());
    }

    private static OutcomeCounts outcomes(long ok) {
        OutcomeCounts counts = new OutcomeCounts();
        counts.add(Outcome.OK, ok);
        return counts;
    }

    private static TierMeasurement measured(
            int connections, OutcomeCounts pings, Messages messages, LatencyKind kind, long micros, Duration time) {
        Histogram histogram = LatencyRecorder.newHistogram();
        histogram.recordValueWithCount(micros, connections);
        Map<LatencyKind, Histogram> latencies = new EnumMap<>(LatencyKind.class);
        latencies.put(kind, histogram);
        return new TierMeasurement(connections, outcomes(connections), pings, messages, latencies, time, time);
    }

    private static ClientUsage cpu(double seconds) {
        return new ClientUsage(1, seconds, null, 1, 1, 0, 0, null, null, null);
    }

    private static TierResult storm(int connections, double perSecond, Verdict verdict, double cpuSeconds) {
        Duration ramp = Duration.ofNanos(Math.round(1e9 * connections / perSecond));
        return tier(
                new TierShape.Storm(connections),
                verdict,
                measured(connections, new OutcomeCounts(), Messages.NONE, LatencyKind.CONNECT, 10, ramp),
                cpu(cpuSeconds));
    }

    private static TierResult storm(int connections, double perSecond) {
        return storm(connections, perSecond, Verdict.VALID, 1);
    }

    private static TierResult pings(int connections, long p99Micros) {
        return tier(
                TierShape.Pings.closed(connections),
                Verdict.VALID,
                measured(
                        connections,
                        outcomes(connections),
                        Messages.NONE,
                        LatencyKind.SERVICE,
                        p99Micros,
                        Duration.ofSeconds(1)),
                cpu(1));
    }

    private static TierResult held(int connections, long alive) {
        TierMeasurement measured = measured(
                        connections,
                        outcomes(connections),
                        Messages.NONE,
                        LatencyKind.RESPONSE,
                        10,
                        Duration.ofSeconds(10))
                .withFigures(new TestFigures.Survival(alive));
        return tier(new TierShape.Hold(connections, 0.2), Verdict.VALID, measured, cpu(1));
    }

    /** Takes its shape from a sample of the same format. */
    private static TierResult flood(Format format, long confirmed, long lost, Verdict verdict) {
        TierShape shape = FloodRuns.formats().tiers().stream()
                .map(TierResult::shape)
                .filter(known -> known.flood().orElseThrow().format() == format)
                .findFirst()
                .orElseThrow();
        Messages messages = new Messages(confirmed + lost, confirmed, 175 * (confirmed + lost), 0);
        return tier(
                shape,
                verdict,
                measured(
                        shape.connections(),
                        new OutcomeCounts(),
                        messages,
                        LatencyKind.SERVICE,
                        10,
                        Duration.ofSeconds(1)),
                cpu(1));
    }

    private static Suite suite(SuiteTest test, TierResult... tiers) {
        return suite(Map.of(test, List.of(tiers)));
    }

    private static Suite suite(Map<SuiteTest, List<TierResult>> tiers) {
        Map<SuiteTest, RunResult> runs = new EnumMap<>(SuiteTest.class);
        tiers.forEach((test, list) -> runs.put(
                test,
                Runs.run(
                        test.kind(),
                        "wse.simulations." + test.simulation(),
                        test.isByGatling() ? "gatling" : "netty",
                        list,
                        null)));
        return new Suite("", Optional.empty(), runs, Map.of());
    }

    private static String sentence(Optional<Takeaway> takeaway) {
        return takeaway.map(Takeaway::sentence).orElse("");
    }

    @Test
    void shouldSayNothingWithoutTiers() {
        assertThat(Takeaways.of(suite(SuiteTest.STORM))).isEmpty();
    }

    @Test
    void shouldCountTheValidTiers() {
        assertThat(sentence(Takeaways.verdicts(suite(SuiteTest.STORM, storm(1_000, 100), storm(2_000, 100)))))
                .startsWith("All 2 tiers are VALID");
        assertThat(sentence(Takeaways.verdicts(
                        suite(SuiteTest.STORM, storm(1_000, 100), storm(2_000, 100, Verdict.SUSPECT, 1)))))
                .startsWith("1 of the 2 tiers is VALID. In the others");
        assertThat(sentence(Takeaways.verdicts(suite(SuiteTest.STORM, storm(1_000, 100, Verdict.SUSPECT, 1)))))
                .startsWith("The only tier is not VALID");
        assertThat(sentence(Takeaways.verdicts(suite(SuiteTest.STORM, storm(1_000, 100), storm(50, 1_000)))))
                .isEqualTo(
                        "1 of the 2 tiers is VALID: the client was not the limit. 1 tier was too short to tell (SHORT).");
        assertThat(Takeaways.verdicts(suite(SuiteTest.STORM, storm(50, 1_000)))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "1000, 1000, 'The accept rate hardly depends on the number of connections: 1.00K with 500, and 1.00K with 1,000'",
        "1000, 901, The accept rate hardly depends on the number of connections",
        "1000, 899, 'The accept rate is highest at 1.00K with 500 and falls to 899 with 1,000'",
        "899, 1000, 'The accept rate rises with the number of connections, from 899 with 500 to 1.00K with 1,000'"
    })
    void shouldCallARateRisingOrFallingOnlyBeyondNoise(double few, double many, String start) {
        assertThat(sentence(Takeaways.accepting(suite(SuiteTest.STORM, storm(500, few), storm(1_000, many)))))
                .startsWith(start);
    }

    @Test
    void shouldNotJudgeRatesOfVeryShortRamps() {
        assertThat(Takeaways.accepting(suite(SuiteTest.STORM, storm(500, 20_000), storm(5_000, 5_000))))
                .isEmpty();
    }

    @Test
    void shouldSayIfTheClientMayBeTheCause() {
        Suite suite = suite(SuiteTest.STORM, storm(500, 1_000), storm(1_000, 500, Verdict.SUSPECT, 1));

        assertThat(sentence(Takeaways.accepting(suite))).contains(DOUBT);
    }

    @Test
    void shouldSayOnlyOnceThatNoTierIsValid() {
        Suite suite =
                suite(SuiteTest.STORM, storm(500, 1_000, Verdict.SUSPECT, 1), storm(1_000, 500, Verdict.SUSPECT, 1));

        assertThat(sentence(Takeaways.verdicts(suite))).startsWith("None of the 2 tiers is VALID");
        assertThat(sentence(Takeaways.accepting(suite))).doesNotContain(DOUBT);
    }

    @Test
    void shouldIgnoreTiersThatWereBrokenOff() {
        Suite suite = suite(SuiteTest.STORM, storm(500, 1_000), storm(1_000, 500, Verdict.INCOMPLETE, 1));

        assertThat(Takeaways.accepting(suite)).isEmpty();
    }

    @Test
    void shouldCallLatenciesGrowingFromAFactorOnAndAHalf() {
        assertThat(sentence(Takeaways.pings(suite(SuiteTest.PING, pings(100, 1_000), pings(1_000, 1_500)))))
                .contains(
                        "grows from 1 ms with 100 connections to 1.50 ms with 1,000: 1.50 times as long with 10 times");
        assertThat(sentence(Takeaways.pings(suite(SuiteTest.PING, pings(100, 1_000), pings(1_000, 1_490)))))
                .contains("does not grow much");
        assertThat(Takeaways.pings(suite(SuiteTest.PING, pings(100, 1_000)))).isEmpty();
    }

    @Test
    void shouldNotShowAPercentileThatTheCountCannotCarry() {
        assertThat(Takeaways.pings(suite(SuiteTest.PING, pings(99, 1_000), pings(1_000, 9_000))))
                .isEmpty();
    }

    @Test
    void shouldSayWhatWasLostAtTheHighestRate() {
        assertThat(sentence(
                        Takeaways.throughput(suite(SuiteTest.THROUGHPUT, flood(Format.JSON, 1_000, 0, Verdict.VALID)))))
                .startsWith("The server read up to 1.00K messages/s")
                .endsWith("none of the 1,000 messages sent was lost.");
        assertThat(sentence(
                        Takeaways.throughput(suite(SuiteTest.THROUGHPUT, flood(Format.JSON, 999, 1, Verdict.SUSPECT)))))
                .startsWith("The server read at least 999 messages/s")
                .endsWith("1 of the 1,000 messages sent were lost.");
        assertThat(Takeaways.throughput(suite(SuiteTest.THROUGHPUT, flood(Format.JSON, 0, 10, Verdict.VALID))))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1000, 1110, 111, false", "1000, 1100, 110, true", "1000, 900, 90, true", "1000, 890, 89, false"})
    void shouldSayWhatAFormatCosts(long json, long zlib, int percent, boolean alike) {
        Suite suite = suite(
                SuiteTest.FORMATS,
                flood(Format.JSON, json, 0, Verdict.VALID),
                flood(Format.ZLIB, zlib, 0, Verdict.VALID));

        assertThat(sentence(Takeaways.format(suite, Format.ZLIB, "zlib")))
                .startsWith("With zlib, the message rate is " + percent + " % of JSON's with ")
                .matches(sentence -> sentence.contains("about the same") == alike);
        assertThat(Takeaways.format(suite, Format.MSGPACK, "MessagePack")).isEmpty();
    }

    @Test
    void shouldCountTheSurvivorsOfTheLargestTier() {
        assertThat(sentence(Takeaways.survival(suite(SuiteTest.HOLD, held(100, 99), held(1_000, 1_000)))))
                .startsWith("All 1,000 held connections answered a ping at the end, after 10 s");
        assertThat(sentence(Takeaways.survival(suite(SuiteTest.HOLD, held(1_000, 999)))))
                .startsWith("999 of 1,000 held connections");
    }

    private static Suite engines(double nettySeconds, double gatlingSeconds, Verdict verdict) {
        return suite(Map.of(
                SuiteTest.STORM, List.of(storm(1_000, 1_000, Verdict.VALID, nettySeconds)),
                SuiteTest.STORM_BY_GATLING, List.of(storm(1_000, 1_000, verdict, gatlingSeconds))));
    }

    @Test
    void shouldCompareTheEnginesOnlyIfBothCarriedOutTheTier() {
        SuiteEngines.Work handshake = SuiteEngines.Work.HANDSHAKE;

        assertThat(sentence(Takeaways.engines(engines(0.1, 0.5, Verdict.VALID), handshake)))
                .isEqualTo(
                        "A handshake costs 100 µs of CPU time in the netty engine and 500 µs in Gatling's own engine,"
                                + " 5 times as much.");
        assertThat(sentence(Takeaways.engines(engines(0.1, 0.1099, Verdict.VALID), handshake)))
                .endsWith("about the same.");
        assertThat(Takeaways.engines(engines(0.1, 0.5, Verdict.INCOMPLETE), handshake))
                .isEmpty();
        assertThat(Takeaways.engines(suite(SuiteTest.STORM, storm(1_000, 1_000)), handshake))
                .isEmpty();
    }

    @Test
    void shouldRepeatTheAnswerOfTheSearch() {
        Suite suite = new Suite("", Optional.empty(), Map.of(SuiteTest.LIMIT, LimitRuns.capped()), Map.of());

        assertThat(sentence(Takeaways.limit(suite))).isEqualTo(Answers.limit(LimitRuns.capped()));
    }

    @Test
    void shouldNotKnowTheMemoryOfAServerThatItCouldNotObserve() {
        List<TierResult> steps = List.of(tier(
                new TierShape.LimitStep(1_000, OptionalInt.empty(), OptionalDouble.empty(), StepPurpose.SIZE),
                Verdict.VALID,
                measured(1_000, new OutcomeCounts(), Messages.NONE, LatencyKind.CONNECT, 1, Duration.ofSeconds(1)),
                cpu(1)));

        assertThat(Takeaways.memory(suite(Map.of(SuiteTest.LIMIT, steps)))).isEmpty();
    }
}
