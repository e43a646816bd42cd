package wse.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import wse.measure.Bound;
import wse.measure.Caveats;
import wse.measure.ClientResult;
import wse.measure.ClientUsage;
import wse.measure.FloodUse;
import wse.measure.Interval;
import wse.measure.Intervals;
import wse.measure.Judgement;
import wse.measure.LatencyBuckets;
import wse.measure.LatencyKind;
import wse.measure.LatencyRecorder;
import wse.measure.LiveCounts;
import wse.measure.LiveFigures;
import wse.measure.Messages;
import wse.measure.Outcome;
import wse.measure.OutcomeCounts;
import wse.measure.OutcomeDetail;
import wse.measure.Reason;
import wse.measure.RequestFigures;
import wse.measure.RequestSamples;
import wse.measure.Sampled;
import wse.measure.StrayPongs;
import wse.measure.TestFigures;
import wse.measure.TierMeasurement;
import wse.measure.TimeSeries;
import wse.measure.Verdict;
import wse.measure.WrongMessages;
import wse.plan.HoldPlan;
import wse.plan.Ramp;

class WireJsonTest {

    private static final Duration ODD = Duration.ofNanos(86_400_000_000_001L);

    static Stream<Wire> messages() {
        return Stream.of(
                new Wire.Announce(Long.MIN_VALUE),
                new Wire.Hello("worker \"3\" ü", -1),
                new Wire.Order(
                        "7",
                        new HoldPlan(new Ramp(5, 3, 0.1, ODD, ODD), ODD, ODD, ODD)
                                .split(2)
                                .get(1),
                        new Briefing("{\"token\":\"a\"}")),
                new Wire.Ask(new HoldPlan(new Ramp(5, 3, 0.1, ODD, ODD), ODD, ODD, ODD), Briefing.NONE),
                new Wire.Answer(ShareOutlook.FINE),
                new Wire.Answer(new ShareOutlook(List.of("why"), List.of("a", "b"))),
                new Wire.Reached("7", "up"),
                new Wire.Go("7", "up", 12_345),
                new Wire.Progress("7", LiveFigures.of(full().outcomes(), LiveCounts.NONE)),
                new Wire.Progress(
                        "7",
                        new LiveFigures(
                                explained(),
                                explained(),
                                3,
                                new LiveCounts(1, 2, Long.MAX_VALUE, 4),
                                Map.of(LatencyKind.SERVICE, LatencyBuckets.of(histogram())))),
                new Wire.Stop("7", "Ctrl-C"),
                new Wire.Result("7", new ShareEnd.Failed("why")),
                new Wire.Result("7", new ShareEnd.Left(Deeds.result(empty(), ClientUsage.UNKNOWN), "why")),
                result(Deeds.result(empty(), ClientUsage.UNKNOWN)),
                result(Deeds.result(full().withSlip(histogram()), usage())),
                new Wire.Stored("7"),
                new Wire.Over());
    }

    private static OutcomeCounts explained() {
        OutcomeCounts counts = new OutcomeCounts();
        counts.count(Outcome.RESET);
        counts.explain(Outcome.RESET, new OutcomeDetail("\"lost\" ü"));
        counts.count(Outcome.handshakeRejected(503));
        counts.explain(Outcome.handshakeRejected(503), new OutcomeDetail("full", Optional.of(ODD)));
        return counts;
    }

    @ParameterizedTest
    @MethodSource("messages")
    void shouldReadWhatItWrites(Wire message) throws IOException {
        byte[] bytes = WireJson.write(message);

        assertThat(WireJson.read(bytes, 0, bytes.length)).isEqualTo(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "null",
                "{\"kind\":\"progress\",\"tier\":\"1\",\"figures\":{\"outcomes\":[{\"RESET\":1},{\"RESET\":[]}],\"lost\":[{},{}],"
                        + "\"stood\":0,\"counts\":{\"failed\":0,\"pingsAnswered\":0,\"pingsFailed\":0,\"messagesConfirmed\":0},"
                        + "\"latencies\":{}}}",
                "{\"kind\":\"progress\",\"tier\":\"1\",\"figures\":{\"outcomes\":[{\"RESET\":null},{}],\"lost\":[{},{}],"
                        + "\"stood\":0,\"counts\":{\"failed\":0,\"pingsAnswered\":0,\"pingsFailed\":0,\"messagesConfirmed\":0},"
                        + "\"latencies\":{}}}",
                "{\"kind\":\"progress\",\"tier\":\"1\",\"figures\":{\"outcomes\":[{},{}],\"lost\":[{},{}],"
                        + "\"stood\":0,\"counts\":{\"failed\":0,\"pingsAnswered\":0,\"pingsFailed\":0,\"messagesConfirmed\":0},"
                        + "\"latencies\":{\"CONNECT\":{\"counts\":[1],\"sumMicros\":1}}}}",
                "{\"kind\":\"progress\",\"tier\":\"1\",\"figures\":null}",
                "{\"kind\":\"progress\",\"tier\":\"1\"}",
                "{\"kind\":\"shutdown\"}",
                "{\"kind\":\"stored\"}",
                "{\"kind\":\"stored\",\"tier\":\"1\",\"more\":1}",
                "{\"kind\":\"over\"}{\"kind\":\"over\"}",
                "{\"kind\":\"result\",\"tier\":\"1\",\"end\":null}",
                "{\"kind\":\"result\",\"tier\":\"1\",\"end\":{\"kind\":\"measured\",\"result\":null}}",
                "{\"kind\":\"result\",\"tier\":\"1\",\"end\":{\"kind\":\"measured\",\"result\":{\"measured\":{}}}}"
            })
    void shouldRefuseDataThatThisVersionDoesNotWrite(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> WireJson.read(bytes, 0, bytes.length)).isInstanceOf(IOException.class);
    }

    @Test
    void shouldKeepEveryColumnOfTheSamples() throws IOException {
        RequestSamples written = new RequestSamples(
                "connect \"ü\"",
                new long[] {1_764_000_000_123L, 0, Long.MAX_VALUE},
                new long[] {7, Long.MAX_VALUE, 0},
                new Outcome[] {Outcome.OK, Outcome.closedByServer(1009), Outcome.OK});
        Judgement judgement =
                new Judgement(Verdict.SUSPECT, List.of(new Reason(Reason.Cause.LATE_TASKS, "why")), Bound.CLIENT);
        TierMeasurement measured =
                full().withSlip(histogram()).withCaveats(new Caveats(new StrayPongs(1, 2, 3, 4, 5), 6, 7));
        Sampled<ClientResult> share =
                new Sampled<>(new ClientResult(measured, judgement, ClientUsage.UNKNOWN, series()), List.of(written));

        Sampled<ClientResult> back = sent(share);

        assertThat(back.samples()).usingRecursiveComparison().isEqualTo(List.of(written));
        assertThat(back.figures()).isEqualTo(share.figures());
    }

    private static TimeSeries series() {
        Interval pings = Intervals.pings(0, 1_003, 7, 250);
        return new TimeSeries(
                Instant.ofEpochMilli(1_764_000_000_123L),
                List.of(pings, Intervals.server(1_003, 2_000)),
                List.of("a note"));
    }

    @ParameterizedTest
    @MethodSource("figures")
    void shouldKeepTheFiguresOfEveryKindOfTest(TestFigures figures) throws IOException {
        TierMeasurement measured = new TierMeasurement(
                        1, new OutcomeCounts(), new OutcomeCounts(), Messages.NONE, Map.of(), ODD, ODD)
                .withFigures(figures);

        Sampled<ClientResult> back = sent(Deeds.result(measured, usage()));

        assertThat(back.figures().measured().figures()).isEqualTo(figures);
    }

    static Stream<TestFigures> figures() {
        return Stream.of(
                TestFigures.none(),
                new TestFigures.Survival(Long.MAX_VALUE),
                new TestFigures.StepSurvival(5, 3),
                new TestFigures.Scenario(
                        List.of(new RequestFigures("ask", RequestFigures.Step.ASK, new OutcomeCounts(), histogram()))),
                new TestFigures.Flooding(new FloodUse(ODD, 1, 2, 3, 4, 5, 6, new WrongMessages(7, 8, 9, 10, 11))));
    }

    @Test
    void shouldBeTestedWithTheFiguresOfEveryKindOfTest() {
        assertThat(figures().map(Object::getClass))
                .containsExactlyInAnyOrder(TestFigures.class.getPermittedSubclasses());
    }

    @Test
    void shouldWriteAResultOfAFewKilobytes() {
        byte[] bytes = WireJson.write(result(Deeds.result(full().withSlip(histogram()), usage())));

        assertThat(bytes.length).isBetween(1_000, 100_000);
    }

    private static Wire.Result result(Sampled<ClientResult> measured) {
        return new Wire.Result("7", new ShareEnd.Measured(measured));
    }

    private static Sampled<ClientResult> sent(Sampled<ClientResult> measured) throws IOException {
        byte[] bytes = WireJson.write(result(measured));
        Wire.Result back = (Wire.Result) WireJson.read(bytes, 0, bytes.length);
        return ((ShareEnd.Measured) back.end()).result();
    }

    private static TierMeasurement empty() {
        return new TierMeasurement(
                0, new OutcomeCounts(), new OutcomeCounts(), Messages.NONE, Map.of(), ODD, Duration.ZERO);
    }

    private static TierMeasurement full() {
        OutcomeCounts outcomes = new OutcomeCounts();
        outcomes.add(Outcome.OK, Long.MAX_VALUE / 2);
        outcomes.add(Outcome.closedByServer(1009), 3);
        OutcomeCounts pings = new OutcomeCounts();
        pings.add(Outcome.PONG_TIMEOUT, 1);
        return new TierMeasurement(
                        5,
                        outcomes,
                        pings,
                        new Messages(9, 8, 7, 6, 5),
                        Map.of(LatencyKind.CONNECT, histogram(), LatencyKind.RESPONSE, histogram()),
                        ODD,
                        ODD)
                .withFigures(new TestFigures.Flooding(
                        new FloodUse(ODD, 1, 2, 3, 4, 5, 6, new WrongMessages(7, 8, 9, 10, 11))));
    }

    private static Histogram histogram() {
        Histogram histogram = LatencyRecorder.newHistogram();
        for (long value = 0; value <= LatencyRecorder.MAX_MICROS; value = value * 3 / 2 + 1) {
            histogram.recordValueWithCount(value, value + 1);
        }
        return histogram;
    }

    private static ClientUsage usage() {
        return new ClientUsage(1, 0.1, 99.5, 1L << 40, 2, 3.3, 4.4, 5.5, null, 6.6);
    }
}
