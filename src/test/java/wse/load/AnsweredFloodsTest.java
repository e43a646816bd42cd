package wse.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import wse.config.Corpus;
import wse.config.Decoding;
import wse.config.Direction;
import wse.config.Format;
import wse.config.FramesPerWrite;
import wse.config.Masking;
import wse.dialect.Dialect;
import wse.dialect.DialectContext;
import wse.dialect.Dialects;
import wse.dialect.Script;
import wse.engine.Endpoint;
import wse.engine.EngineOptions;
import wse.engine.WebSocketClient;
import wse.load.OddServer.Habit;
import wse.load.OddServer.Peer;
import wse.measure.LatencyCollector;
import wse.measure.LatencyKind;
import wse.measure.Outcome;
import wse.measure.TierMeasurement;
import wse.measure.WrongMessages;
import wse.plan.FloodPlan;
import wse.plan.Flow;
import wse.plan.Ramp;

/** Floods whose messages the server answers with others, or that consist of different messages. */
class AnsweredFloodsTest {

    private static final int CONNECTIONS = 3;
    private static final int IN_FLIGHT = 8;
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration FLOOD = Duration.ofMillis(200);

    private final WebSocketClient client = new WebSocketClient(EngineOptions.of(2));
    private final AtomicInteger odd = new AtomicInteger();
    private final AtomicLong answeredBytes = new AtomicLong();

    @AfterEach
    void close() {
        client.close();
    }

    private static Dialect described(String... lines) {
        Script script = new Script("chat.yaml", String.join("\n", lines), Map.of());
        return new Dialects().create("script", DialectContext.at(Instant.EPOCH).withScript(script));
    }

    private static Dialect numbered() {
        return described(
                "flood:",
                "  message: '{\"id\":#{number},\"text\":\"#{padding}\"}'",
                "  answer: {json: {/done: '#{number}'}}");
    }

    private static String number(WebSocketFrame frame) {
        return frame.content().toString(6, 10, StandardCharsets.US_ASCII);
    }

    private void answer(Peer peer, String number) {
        String answer = "{\"done\":" + number + "}";
        answeredBytes.addAndGet(answer.length());
        peer.send(new TextWebSocketFrame(answer));
    }

    @Test
    void shouldConfirmEachMessageByItsAnswer() throws Exception {
        TierMeasurement measured = flood(
                () -> (frame, peer) -> {
                    // It resembles the message, but is neither an answer nor a garbled echo.
                    peer.send(new TextWebSocketFrame("{\"id\":" + number(frame) + ",\"begun\":true}"));
                    answer(peer, number(frame));
                },
                numbered(),
                LONG);

        assertAllConfirmed(measured);
        assertThat(measured.flood().orElseThrow().receivedBytes()).isEqualTo(answeredBytes.get());
        assertThat(measured.latencies().get(LatencyKind.SERVICE).getTotalCount())
                .isEqualTo(measured.messages().sent());
    }

    private static void assertAllConfirmed(TierMeasurement measured) {
        assertThat(measured.messages().confirmed())
                .isEqualTo(measured.messages().sent())
                .isGreaterThan(CONNECTIONS * IN_FLIGHT);
        assertThat(measured.flood().orElseThrow().wrong()).isEqualTo(WrongMessages.NONE);
        assertThat(measured.pingOutcomes().asMap()).isEqualTo(Map.of(Outcome.OK, (long) CONNECTIONS));
    }

    @Test
    void shouldCountAnswersThatComeTwice() throws Exception {
        TierMeasurement measured = flood(
                () -> (frame, peer) -> {
                    answer(peer, number(frame));
                    if (odd.incrementAndGet() % 5 == 0) {
                        answer(peer, number(frame));
                    }
                },
                numbered(),
                LONG);

        assertThat(measured.messages().lost()).isZero();
        // The second answer to a connection's last message may come after its end.
        assertThat(measured.flood().orElseThrow().wrong().duplicated())
                .isBetween((long) odd.get() / 5 - CONNECTIONS, (long) odd.get() / 5);
    }

    @Test
    void shouldTakeAnswersInOrderIfTheyHaveNoNumber() throws Exception {
        TierMeasurement measured = flood(
                () -> (frame, peer) -> peer.send(new TextWebSocketFrame("ok")),
                described("flood: {message: 'do #{padding}', answer: ok}"),
                LONG);

        assertAllConfirmed(measured);
    }

    @Test
    void shouldTakeSeveralAnswersFromOneMessage() throws Exception {
        TierMeasurement measured = flood(
                () -> new Habit() {
                    private String waiting = "";

                    /** A message is never answered alone, except for the last ones. */
                    @Override
                    public void on(WebSocketFrame frame, Peer peer) {
                        waiting += "{\"done\":" + number(frame) + "}\n";
                        if (waiting.lines().count() == 2) {
                            peer.send(new TextWebSocketFrame(waiting));
                            waiting = "";
                        } else {
                            peer.later(() -> flush(peer), 20);
                        }
                    }

                    private void flush(Peer peer) {
                        if (!waiting.isEmpty()) {
                            peer.send(new TextWebSocketFrame(waiting));
                            waiting = "";
                        }
                    }
                },
                described(
                        "separator: \"\\n\"",
                        "flood:",
                        "  message: '{\"id\":#{number},\"text\":\"#{padding}\"}'",
                        "  answer: {json: {/done: '#{number}'}}"),
                LONG);

        assertAllConfirmed(measured);
    }

    private static Dialect corpus(List<String> lines) {
        Corpus corpus = new Corpus("orders.txt", true, lines);
        return new Dialects().create("echo", DialectContext.at(Instant.EPOCH).withCorpus(corpus));
    }

    @Test
    void shouldConfirmTheMessagesOfAFileByTheirEchoes() throws Exception {
        TierMeasurement measured = flood(
                () -> (frame, peer) -> peer.send(frame.retainedDuplicate()),
                corpus(List.of("{\"a\":1}", "same", "{\"longer\":[1,2,3]}", "same")),
                LONG);

        assertAllConfirmed(measured);
        double meanBytes =
                (double) measured.messages().bytesSent() / measured.messages().sent();
        assertThat(meanBytes).isBetween(8.0, 9.5);
        assertThat(measured.flood().orElseThrow().receivedBytes())
                .isEqualTo(measured.messages().bytesSent());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldNoticeEchoesOfAFileThatAreSwappedOrLost(boolean swapped) throws Exception {
        TierMeasurement measured = flood(
                () -> new Habit() {
                    private int number;
                    private String held = "";

                    @Override
                    public void on(WebSocketFrame frame, Peer peer) {
                        String text = frame.content().toString(StandardCharsets.UTF_8);
                        if (++number % 11 == 1) {
                            odd.incrementAndGet();
                            held = text;
                            return;
                        }
                        peer.send(new TextWebSocketFrame(text));
                        if (!held.isEmpty() && swapped) {
                            peer.send(new TextWebSocketFrame(held));
                        }
                        held = "";
                    }
                },
                corpus(IntStream.range(0, 4 * IN_FLIGHT)
                        .mapToObj("x"::repeat)
                        .map(x -> x + "y")
                        .toList()),
                SHORT);

        WrongMessages wrong = measured.flood().orElseThrow().wrong();
        assertThat(odd).hasValueGreaterThan(CONNECTIONS);
        assertThat(swapped ? wrong.reordered() : wrong.missing())
                .isBetween(odd.get() - (long) CONNECTIONS, (long) odd.get());
        assertThat(wrong.duplicated() + wrong.foreign() + wrong.garbled() + (swapped ? 0 : wrong.reordered()))
                .isZero();
        assertThat(measured.messages().confirmed()).isPositive();
    }

    private TierMeasurement flood(Supplier<Habit> habits, Dialect dialect, Duration drainTimeout) throws Exception {
        Flow flow = new Flow(
                Direction.ECHO, Format.JSON, 175, FramesPerWrite.BLOCK, Masking.POOL, IN_FLIGHT, Decoding.FRAMES);
        try (OddServer server = new OddServer(habits)) {
            LoadTarget target = new LoadTarget(
                    client, Endpoint.of(server.address(), "127.0.0.1", "/", Map.of()), dialect, List.of());
            FloodPlan plan = new FloodPlan(new Ramp(CONNECTIONS, 0, 0, LONG, LONG), flow, FLOOD, drainTimeout);
            return new Loads()
                    .run(plan, new Stage(target, new LatencyCollector((kind, histogram) -> {}), new Unwatched()))
                    .get(60, TimeUnit.SECONDS)
                    .figures();
        }
    }
}
