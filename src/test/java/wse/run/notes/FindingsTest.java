package wse.run.notes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import wse.config.Decoding;
import wse.config.Direction;
import wse.config.Format;
import wse.config.FramesPerWrite;
import wse.config.Masking;
import wse.measure.Caveats;
import wse.measure.FloodUse;
import wse.measure.LatencyKind;
import wse.measure.LatencyRecorder;
import wse.measure.Messages;
import wse.measure.OutcomeCounts;
import wse.measure.ServerUsage;
import wse.measure.StrayPongs;
import wse.measure.TestFigures;
import wse.measure.TierMeasurement;
import wse.measure.TierShape;
import wse.measure.WrongMessages;
import wse.plan.FloodPlan;
import wse.plan.Flow;
import wse.plan.PingPlan;
import wse.plan.Ramp;
import wse.run.tiers.Tier;

/** A tier of 10 connections that said hello and sent 50 pings, compared with the counts of the server. */
class FindingsTest {

    private static final int CONNECTED = 10;
    private static final Ramp RAMP = new Ramp(CONNECTED, 0, 0, Duration.ofSeconds(1), Duration.ofSeconds(1));
    private static final Tier PINGS =
            new Tier("ping", new PingPlan(RAMP, 5, 0, Duration.ofSeconds(1)), new TierShape.Storm(CONNECTED), false);
    private static final Messages PINGED = new Messages(50, 50, 1_900, 10);

    @Test
    void shouldFindNothingWhenAllAgree() {
        assertThat(findings(measured(PINGED), server(60L, 0L, 10L))).isEmpty();
    }

    @Test
    void shouldFindNothingInCountersThatTheServerLacks() {
        assertThat(findings(measured(PINGED), server(null, null, null))).isEmpty();
    }

    @Test
    void shouldReportAcceptedConnectionsThatNeverBecameReady() {
        assertThat(findings(measured(PINGED), server(60L, 0L, 12L)))
                .singleElement()
                .asString()
                .isEqualTo(
                        "the server accepted 12 connections by its own count, but 10 became ready by the client's count");
    }

    @Test
    void shouldReportMessagesThatTheServerNeverReceived() {
        assertThat(findings(measured(PINGED), server(59L, 0L, 10L)))
                .singleElement()
                .asString()
                .contains("received 59 messages", "sent 60", "50 pings", "10 hellos");
    }

    @Test
    void shouldReportMessagesThatTheServerDropped() {
        assertThat(findings(measured(PINGED), server(60L, 3L, 10L)))
                .singleElement()
                .asString()
                .contains("dropped 3");
    }

    @Test
    void shouldNotReportMissingHellosAlone() {
        Messages hellosOnly = new Messages(0, 0, 0, 10);

        assertThat(findings(measured(hellosOnly), server(7L, 0L, 10L))).isEmpty();
    }

    @Test
    void shouldTellTheKindsOfStrayAnswersApart() {
        Caveats strays = new Caveats(new StrayPongs(1, 2, 3, 4, 5), 0, 0);

        assertThat(findings(measured(PINGED).withCaveats(strays), server(60L, 0L, 10L)))
                .hasSize(5)
                .anyMatch(finding -> finding.matches("1 .*time-out.*"))
                .anyMatch(finding -> finding.matches("2 .*already.*answered.*"))
                .anyMatch(finding -> finding.matches("3 .*other connection.*"))
                .anyMatch(finding -> finding.matches("4 unsolicited pong frames.*"))
                .anyMatch(finding -> finding.matches("5 pong frames.*payload.*"));
    }

    @Test
    void shouldReportLatePongs() {
        assertThat(findings(
                        measured(PINGED).withCaveats(new Caveats(new StrayPongs(4, 0, 0, 0, 0), 0, 0)),
                        server(60L, 0L, 10L)))
                .singleElement()
                .asString()
                .startsWith("4 answers to pings arrived after the time-out");
    }

    @Test
    void shouldReportRequestsThatGatlingsReportDoesNotShow() {
        assertThat(findings(measured(PINGED).withCaveats(new Caveats(StrayPongs.NONE, 0, 5)), server(60L, 0L, 10L)))
                .singleElement()
                .asString()
                .startsWith("5 requests");
    }

    @Test
    void shouldReportLatenciesBeyondTheRecordersRange() {
        assertThat(findings(measured(PINGED).withCaveats(new Caveats(StrayPongs.NONE, 6, 0)), server(60L, 0L, 10L)))
                .singleElement()
                .asString()
                .startsWith("6 latencies");
    }

    @Test
    void shouldKeepTheFindingsOfTheServersWatch() {
        assertThat(Findings.of(PINGS, measured(PINGED), server(60L, 0L, 10L), List.of("no counters")))
                .containsExactly("no counters");
    }

    @ParameterizedTest
    @EnumSource(Direction.class)
    void shouldFindNothingInAFloodThatTheServerCountedTheSame(Direction direction) {
        long received = direction == Direction.IN ? 10 + 20 + 10 : 900 + 10 + 20;
        Long sent = direction == Direction.OUT ? 0L : 900L;

        assertThat(flood(direction, 0, received, sent)).isEmpty();
    }

    @Test
    void shouldReportAFloodThatTheServerDidNotReceiveCompletely() {
        assertThat(flood(Direction.OUT, 0, 929, null))
                .containsExactly("the server received 929 messages by its own count, but the client sent 930 (900 flood"
                        + " messages, 10 hellos and 20 confirming pings)");
    }

    @Test
    void shouldReportAFloodThatTheClientDidNotReceiveCompletely() {
        assertThat(flood(Direction.IN, 0, 40, 901L))
                .containsExactly("the server sent 901 messages by its own count, but the client received 900");
        assertThat(flood(Direction.ECHO, 0, 930, 899L))
                .containsExactly("the server sent 899 messages by its own count, but the client received 900");
    }

    @Test
    void shouldExpectOneMessageToCopyPerConnection() {
        assertThat(flood(Direction.IN, 0, 39, 900L))
                .containsExactly("the server received 39 messages by its own count, but the client sent 40 (10 template"
                        + " messages, 10 hellos and 20 confirming pings)");
    }

    @Test
    void shouldReportMessagesThatCouldNotBeDecoded() {
        assertThat(flood(Direction.IN, 7, 40, 900L))
                .containsExactly("7 messages from the server could not be decoded; they confirmed nothing");
    }

    private static List<String> flood(Direction direction, long malformed, long received, Long sent) {
        Flow flow = new Flow(direction, Format.JSON, 175, FramesPerWrite.BLOCK, Masking.POOL, 16, Decoding.FRAMES);
        FloodPlan plan = new FloodPlan(RAMP, flow, Duration.ofSeconds(1), Duration.ofSeconds(1));
        Tier tier = new Tier("flood", plan, new TierShape.Storm(CONNECTED), false);
        FloodUse use = new FloodUse(Duration.ofSeconds(1), 0, 0, 1, 900, 900, malformed, WrongMessages.NONE);
        TierMeasurement measured = measured(new Messages(900, 900, 157_500, 10, 20), new TestFigures.Flooding(use));
        ServerUsage server = new ServerUsage(
                null, null, received, 0L, 10L, null, null, sent, null, null, null, null, null, List.of());
        return Findings.of(tier, measured, server, List.of());
    }

    private static List<String> findings(TierMeasurement measured, ServerUsage server) {
        return Findings.of(PINGS, measured, server, List.of());
    }

    private static TierMeasurement measured(Messages messages) {
        return measured(messages, TestFigures.none());
    }

    private static TierMeasurement measured(Messages messages, TestFigures figures) {
        return new TierMeasurement(
                        CONNECTED,
                        new OutcomeCounts(),
                        new OutcomeCounts(),
                        messages,
                        Map.of(LatencyKind.CONNECT, connects()),
                        Duration.ofMillis(5),
                        Duration.ofSeconds(1))
                .withFigures(figures);
    }

    private static Histogram connects() {
        Histogram connects = LatencyRecorder.newHistogram();
        connects.recordValueWithCount(1_000, CONNECTED);
        return connects;
    }

    private static ServerUsage server(Long received, Long dropped, Long accepted) {
        return new ServerUsage(
                null, null, received, dropped, accepted, null, null, null, null, null, null, null, null, List.of());
    }
}
