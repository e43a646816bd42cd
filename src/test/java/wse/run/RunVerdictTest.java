package wse.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import wse.config.AcceptConfig;
import wse.measure.Bound;
import wse.measure.ClientResult;
import wse.measure.ClientUsage;
import wse.measure.Judgement;
import wse.measure.Messages;
import wse.measure.Outcome;
import wse.measure.OutcomeCounts;
import wse.measure.Reason;
import wse.measure.ServerUsage;
import wse.measure.TestFigures;
import wse.measure.TierMeasurement;
import wse.measure.TierResult;
import wse.measure.TierShape;
import wse.measure.Verdict;

class RunVerdictTest {

    private static final Optional<String> NOT_BROKEN = Optional.empty();
    private static final AcceptConfig NOTHING_FAILS = new AcceptConfig(0, 100);
    private static final AcceptConfig ANYTHING_GOES = new AcceptConfig(100, 0);

    private static OutcomeCounts counts(long ok, long failed) {
        OutcomeCounts counts = new OutcomeCounts();
        counts.add(Outcome.OK, ok);
        counts.add(Outcome.RESET, failed);
        return counts;
    }

    private static TierResult tier(Verdict verdict, OutcomeCounts connects, OutcomeCounts pings, TestFigures figures) {
        TierMeasurement measured = new TierMeasurement(
                        connects.total(),
                        connects,
                        pings,
                        Messages.NONE,
                        Map.of(),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1))
                .withFigures(figures);
        return new TierResult(
                new TierShape.Storm((int) connects.total()),
                new ClientResult(measured, new Judgement(verdict, List.of(), Bound.UNKNOWN), ClientUsage.UNKNOWN),
                ServerUsage.UNKNOWN,
                List.of());
    }

    private static TierResult storm(Verdict verdict, long ok, long failed) {
        return tier(verdict, counts(ok, failed), new OutcomeCounts(), TestFigures.none());
    }

    private static String verdict(AcceptConfig accept, TierResult... tiers) {
        return RunVerdict.of(accept, tiers.length, Arrays.asList(tiers), NOT_BROKEN)
                .name();
    }

    @Test
    void shouldAcceptARunInWhichNothingFailed() {
        assertThat(verdict(NOTHING_FAILS, storm(Verdict.VALID, 20, 0), storm(Verdict.SUSPECT, 500, 0)))
                .isEqualTo("OK");
    }

    /** The figures are those of the table: 15 of 20 are 75 %. */
    @ParameterizedTest
    @CsvSource({"0, TOO_MANY_FAILED", "74.9, TOO_MANY_FAILED", "75, OK"})
    void shouldCompareTheShareOfTheTableWithWhatTheSettingsAccept(double percent, String expected) {
        assertThat(verdict(new AcceptConfig(percent, 100), storm(Verdict.VALID, 5, 15)))
                .isEqualTo(expected);
    }

    @Test
    void shouldCountPingsToo() {
        TierResult pings = tier(Verdict.VALID, counts(1, 0), counts(98, 1), TestFigures.none());

        assertThat(verdict(NOTHING_FAILS, pings)).isEqualTo("TOO_MANY_FAILED");
        assertThat(verdict(new AcceptConfig(1, 100), pings)).isEqualTo("OK");
    }

    @Test
    void shouldAskHowManyConnectionsOfAHoldAreAlive() {
        TierResult hold = tier(Verdict.VALID, counts(100, 0), new OutcomeCounts(), new TestFigures.Survival(99));

        assertThat(verdict(NOTHING_FAILS, hold)).isEqualTo("TOO_FEW_ALIVE");
        assertThat(verdict(new AcceptConfig(0, 99), hold)).isEqualTo("OK");
    }

    /** Even if all connections of the tier were carried out by others. */
    @Test
    void shouldNotAcceptATierThatLackedAPartOfTheClient() {
        TierResult whole = storm(Verdict.SUSPECT, 10, 0);
        Reason lost = new Reason(Reason.Cause.CLIENT_LOST, "agent-1");
        TierResult lacking = new TierResult(
                whole.shape(),
                new ClientResult(
                        whole.measured(),
                        new Judgement(Verdict.SUSPECT, List.of(lost), Bound.UNKNOWN),
                        ClientUsage.UNKNOWN),
                ServerUsage.UNKNOWN,
                List.of());

        assertThat(verdict(ANYTHING_GOES, whole, lacking)).isEqualTo("CLIENT_LOST");
    }

    @Test
    void shouldNeverAcceptAnIncompleteRun() {
        TierResult whole = storm(Verdict.VALID, 10, 0);

        assertThat(verdict(ANYTHING_GOES, whole, storm(Verdict.INCOMPLETE, 10, 0)))
                .isEqualTo("INCOMPLETE");
        assertThat(RunVerdict.of(ANYTHING_GOES, 2, List.of(whole), NOT_BROKEN).name())
                .isEqualTo("INCOMPLETE");
        assertThat(RunVerdict.of(ANYTHING_GOES, 1, List.of(whole), Optional.of("no memory"))
                        .name())
                .isEqualTo("INCOMPLETE");
    }
}
