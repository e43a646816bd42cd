package wse.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import wse.measure.Bound;
import wse.measure.Judgement;
import wse.measure.Reason;
import wse.measure.RunResult;
import wse.measure.TierMeasurement;
import wse.measure.TierResult;
import wse.measure.TierShape;
import wse.measure.Verdict;

/** The rule for short storms: the units of CPU time are too coarse to judge them, so they do not supply the answer. */
class StormAnswerTest {

    private static final String TOO_SHORT =
            "which is too short for a reliable rate: open more connections (wse.tiers).";

    private static TierResult storm(int number, Duration ramp) {
        TierResult tier = Runs.storm().tiers().get(number);
        TierMeasurement measured = tier.measured();
        return new TierResult(
                tier.shape(),
                tier.client()
                        .withMeasured(new TierMeasurement(
                                measured.connected(),
                                measured.outcomes(),
                                measured.pingOutcomes(),
                                measured.messages(),
                                measured.latencies(),
                                measured.slip(),
                                ramp,
                                measured.duration(),
                                measured.figures(),
                                measured.caveats(),
                                measured.addresses(),
                                measured.compression())),
                tier.server(),
                tier.findings());
    }

    private static TierResult paced(TierResult tier) {
        TierShape shape = new TierShape.Storm(tier.shape().connections(), OptionalDouble.of(1_000));
        return new TierResult(shape, tier.client(), tier.server(), tier.findings());
    }

    private static TierResult suspect(TierResult tier) {
        Reason reason = new Reason(Reason.Cause.LOOP_SATURATED, "loop-1 ran for 99 % of the time");
        return new TierResult(
                tier.shape(),
                tier.client().withJudgement(Judgement.of(List.of(reason), Bound.UNKNOWN)),
                tier.server(),
                tier.findings());
    }

    private static RunResult run(TierResult... tiers) {
        RunResult storm = Runs.storm();
        return new RunResult(
                storm.test(),
                storm.simulation(),
                storm.engine(),
                storm.startedAt(),
                storm.config(),
                storm.machine(),
                storm.target(),
                storm.gatlingReport(),
                storm.warmUp(),
                storm.incomplete(),
                Arrays.asList(tiers),
                storm.connectionLimit());
    }

    private static String answer(TierResult... tiers) {
        return StormAnswer.of(run(tiers));
    }

    @Test
    void shouldPreferALongStormToAFasterShortOne() {
        TierResult fastButShort = storm(0, Duration.ofNanos(99_999_999));
        TierResult slower = storm(1, Duration.ofSeconds(10));

        assertThat(answer(fastButShort, slower))
                .contains("with 500 connections")
                .doesNotContain("too short");
        assertThat(answer(storm(0, Duration.ofMillis(100)), slower)).contains("with 100 connections");
        assertThat(Hero.of(run(fastButShort, slower)).get(0).of()).contains("500 connections");
    }

    @Test
    void shouldSayThatAllStormsWereTooShort() {
        assertThat(answer(storm(0, Duration.ofMillis(8)), storm(1, Duration.ofMillis(33))))
                .contains("with 500 connections", "That took only 33 ms, " + TOO_SHORT);
    }

    @Test
    void shouldQuoteNoShortStormAsTheBestValidTier() {
        TierResult doubtful = suspect(storm(4, Duration.ofMillis(300)));
        TierResult shortButValid = storm(0, Duration.ofMillis(8));

        assertThat(answer(shortButValid, doubtful)).contains("(SUSPECT)").doesNotContain("The best VALID tier");
        assertThat(answer(shortButValid, storm(2, Duration.ofMillis(150)), doubtful))
                .contains("The best VALID tier accepted 6,", "connections/s, with 1,000 connections.");
    }

    /** The paced tier has as many connections as the largest storm, which is often not the fastest one. */
    @Test
    void shouldSayHowManyConnectionsArrivedAtASteadyPace() {
        TierResult storm = storm(1, Duration.ofMillis(150));
        TierResult paced = paced(storm(2, Duration.ofSeconds(2)));

        assertThat(answer(storm, paced))
                .contains(
                        "with 500 connections opened as fast as possible",
                        "When 1,000 arrived at 1,000 per second (VALID)");
        assertThat(StormAnswer.fastest(run(storm(1, Duration.ofMillis(50)), paced))
                        .orElseThrow()
                        .shape()
                        .connections())
                .as("even a short storm is what the test asks for")
                .isEqualTo(500);
        assertThat(Charts.connectLatency(run(storm, paced))
                        .findFirst()
                        .orElseThrow()
                        .series())
                .extracting(Chart.Series::label)
                .containsExactly("500", "1,000 paced");
    }

    /** All sentences and tables agree that a short storm is not VALID. */
    @Test
    void shouldNotCallAShortStormValid() {
        TierResult shortStorm = storm(0, Duration.ofNanos(99_999_999));
        TierResult longStorm = storm(1, Duration.ofMillis(100));

        assertThat(shortStorm.verdict()).isEqualTo(Verdict.SHORT);
        assertThat(longStorm.verdict()).isEqualTo(Verdict.VALID);
        assertThat(suspect(shortStorm).verdict()).isEqualTo(Verdict.SUSPECT);
        assertThat(answer(shortStorm))
                .startsWith("The server accepted at least ")
                .contains("(SHORT)");

        RunResult both = run(shortStorm, longStorm);
        assertThat(Conclusion.of(both).verdict())
                .isEqualTo(
                        "1 of 2 tiers is VALID: the client had capacity to spare. 1 of 2 tiers is SHORT: the connects took"
                                + " less than 100 ms, which is too short to be quoted.");
        assertThat(Conclusion.of(both).isValid()).isTrue();
        assertThat(KeptRun.of("id", both).verdict()).isEqualTo(Verdict.VALID);

        RunResult onlyShort = run(shortStorm);
        assertThat(Conclusion.of(onlyShort).verdict()).startsWith("The only tier is SHORT: the connects took less");
        assertThat(Conclusion.of(onlyShort).isValid()).isFalse();
        assertThat(KeptRun.of("id", onlyShort).verdict()).isEqualTo(Verdict.SHORT);
        assertThat(HtmlReport.render(onlyShort)).contains("<span class=\"badge SHORT\">SHORT</span>");
    }

    @Test
    void shouldShowHowLongAStormTook() {
        Table table = Tables.connects(run(storm(0, Duration.ofMillis(8)), storm(1, Duration.ofMillis(100))));
        int duration = table.columns().indexOf(new Table.Column("Duration", true));

        assertThat(table.rows()).extracting(row -> row.cells().get(duration)).containsExactly("8 ms", "100 ms");
    }

    @Test
    void shouldExplainShortStormsBelowTheTable() {
        String note = "Tiers of less than 100 ms are too short to be quoted, so they are never VALID.";

        assertThat(Tables.connects(run(storm(0, Duration.ofMillis(8)))).legend())
                .contains(note);
        assertThat(Tables.connects(run(storm(0, Duration.ofMillis(100)))).legend())
                .doesNotContain(note);
    }
}
