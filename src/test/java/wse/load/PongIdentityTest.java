package wse.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import wse.config.Decoding;
import wse.config.Direction;
import wse.config.Format;
import wse.config.FramesPerWrite;
import wse.config.Masking;
import wse.dialect.Dialect;
import wse.dialect.EchoDialect;
import wse.dialect.Payload;
import wse.dialect.PingForm;
import wse.engine.Endpoint;
import wse.engine.EngineOptions;
import wse.engine.WebSocketClient;
import wse.load.OddServer.Habit;
import wse.measure.LatencyCollector;
import wse.measure.LatencyKind;
import wse.measure.Outcome;
import wse.measure.StrayPongs;
import wse.measure.TierMeasurement;
import wse.plan.FloodPlan;
import wse.plan.Flow;
import wse.plan.PingPlan;
import wse.plan.Ramp;
import wse.plan.TierPlan;

/** A pong answers only the pings to which it belongs. */
class PongIdentityTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final int DELAY_MILLIS = 100;

    private static final Dialect ECHO = new EchoDialect("/");
    /** A protocol without a ping of its own. */
    private static final Dialect BARE = new BareDialect();

    private final WebSocketClient client = new WebSocketClient(EngineOptions.of(2));

    @AfterEach
    void close() {
        client.close();
    }

    /** Every client receives a message at once, except its sender, which receives it later. */
    private static Supplier<Habit> chat(int delayMillis) {
        return () -> (frame, peer) -> {
            peer.everybody().stream()
                    .filter(each -> each != peer)
                    .forEach(each -> each.send(frame.retainedDuplicate()));
            WebSocketFrame own = frame.replace(Unpooled.copiedBuffer(frame.content()));
            peer.later(() -> peer.send(own), delayMillis);
        };
    }

    /** After a while, answers only the last ping frame that has arrived by then. */
    private static Supplier<Habit> onlyTheLatest() {
        return () -> new Habit() {
            private ByteBuf latest;

            @Override
            public void on(WebSocketFrame frame, OddServer.Peer peer) {
                if (!(frame instanceof PingWebSocketFrame)) {
                    return;
                }
                if (latest == null) {
                    peer.later(
                            () -> {
                                peer.send(new PongWebSocketFrame(latest));
                                latest = null;
                            },
                            DELAY_MILLIS);
                }
                latest = Unpooled.copiedBuffer(frame.content());
            }
        };
    }

    private static Supplier<Habit> answering(Habit habit) {
        return () -> habit;
    }

    private static void pong(WebSocketFrame ping, OddServer.Peer peer) {
        peer.send(new PongWebSocketFrame(ping.content().copy()));
    }

    /** Two connections on each of two event loops, whose pings would have the same ids if each loop counted from 0. */
    @Test
    void shouldNotMistakeAnotherConnectionsAnswerForItsOwn() throws Exception {
        TierMeasurement measured = carryOut(chat(DELAY_MILLIS), ECHO, new PingPlan(ramp(4), 3, 0, LONG));

        assertThat(measured.pingOutcomes().asMap()).isEqualTo(Map.of(Outcome.OK, 12L));
        assertThat(measured.latencies().get(LatencyKind.SERVICE).getMinValue()).isGreaterThan(DELAY_MILLIS * 990L);
        long foreign = measured.caveats().strayPongs().foreign();
        assertThat(foreign).isBetween(27L, 36L);
        assertThat(measured.caveats().strayPongs()).isEqualTo(new StrayPongs(0, 0, foreign, 0, 0));
    }

    @Test
    void shouldDistinguishLateAnswersFromForeignOnes() throws Exception {
        PingPlan plan = new PingPlan(ramp(4), 12, 0, Duration.ofMillis(100));
        TierMeasurement measured = carryOut(chat(600), ECHO, plan);

        assertThat(measured.pingOutcomes().asMap()).isEqualTo(Map.of(Outcome.PONG_TIMEOUT, 48L));
        assertThat(measured.caveats().strayPongs().foreign()).isBetween(4L, 144L);
        assertThat(measured.caveats().strayPongs().late()).isBetween(4L, 44L);
        assertThat(measured.caveats().strayPongs().repeated()).isZero();
    }

    static Stream<Arguments> strays() {
        Habit twice = (frame, peer) -> {
            peer.send(frame.retainedDuplicate());
            peer.send(frame.retain());
        };
        Habit withPongs = (frame, peer) -> {
            pong(frame, peer);
            peer.send(new PongWebSocketFrame());
            peer.send(frame.retain());
        };
        Habit pongTwice = (frame, peer) -> {
            pong(frame, peer);
            pong(frame, peer);
        };
        Habit pongAndText = (frame, peer) -> {
            peer.send(new TextWebSocketFrame("{\"t\":\"ping\",\"p\":{\"timestamp\":0}}"));
            peer.send(new PongWebSocketFrame(Unpooled.wrappedBuffer(new byte[] {7})));
            pong(frame, peer);
        };
        return Stream.of(
                Arguments.of("each text twice", twice, ECHO, new StrayPongs(0, 5, 0, 0, 0)),
                Arguments.of("pong frames beside text", withPongs, ECHO, new StrayPongs(0, 0, 0, 10, 0)),
                Arguments.of("each pong frame twice", pongTwice, BARE, new StrayPongs(0, 5, 0, 0, 0)),
                Arguments.of("another payload first", pongAndText, BARE, new StrayPongs(0, 0, 0, 0, 5)));
    }

    /** Each connection sends one ping after the other; the last answer may come while the connection closes. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("strays")
    void shouldCountStrayAnswersByTheirKind(String what, Habit habit, Dialect dialect, StrayPongs expected)
            throws Exception {
        Supplier<Habit> thenOnce = () -> new Habit() {
            private int pings;

            @Override
            public void on(WebSocketFrame frame, OddServer.Peer peer) {
                if (++pings <= 5) {
                    habit.on(frame, peer);
                } else if (frame instanceof PingWebSocketFrame) {
                    pong(frame, peer);
                } else {
                    peer.send(frame.retain());
                }
            }
        };
        TierMeasurement measured = carryOut(thenOnce, dialect, new PingPlan(ramp(1), 6, 0, LONG));

        assertThat(measured.pingOutcomes().asMap()).isEqualTo(Map.of(Outcome.OK, 6L));
        assertThat(measured.caveats().strayPongs()).isEqualTo(expected);
    }

    @Test
    void shouldNotMistakeAPongFrameForTheAnswerToATextPing() throws Exception {
        TierMeasurement measured =
                carryOut(answering(PongIdentityTest::pongWithId), ECHO, new PingPlan(ramp(2), 1, 0, SHORT));

        assertThat(measured.pingOutcomes().asMap()).isEqualTo(Map.of(Outcome.PONG_TIMEOUT, 2L));
        assertThat(measured.caveats().strayPongs()).isEqualTo(new StrayPongs(0, 0, 0, 2, 0));
    }

    private static void pongWithId(WebSocketFrame ping, OddServer.Peer peer) {
        String digits = ping.content().toString(StandardCharsets.UTF_8).replaceAll("\\D", "");
        peer.send(new PongWebSocketFrame(Unpooled.copyLong(Long.parseLong(digits))));
    }

    @Test
    void shouldTakeThePongOfALaterPingFrameAsTheAnswerToAllEarlierOnes() throws Exception {
        TierMeasurement measured = carryOut(onlyTheLatest(), BARE, new PingPlan(ramp(3), 20, 100, LONG));

        assertThat(measured.pingOutcomes().asMap()).isEqualTo(Map.of(Outcome.OK, 60L));
        assertThat(measured.latencies().get(LatencyKind.SERVICE).getMinValue()).isLessThan(DELAY_MILLIS * 1_000L);
        assertThat(measured.caveats().strayPongs()).isEqualTo(StrayPongs.NONE);
    }

    /** The ping of a checkpoint is still unanswered when the last ping is sent. */
    @Test
    void shouldConfirmAFloodByThePongOfItsLastPing() throws Exception {
        Flow flow = new Flow(Direction.OUT, Format.JSON, 175, FramesPerWrite.of(1), Masking.POOL, 1, Decoding.FRAMES);
        FloodPlan plan = new FloodPlan(ramp(10), flow, Duration.ofMillis(1_050), LONG);
        TierMeasurement measured = carryOut(onlyTheLatest(), ECHO, plan);

        assertThat(measured.messages().lost()).isZero();
        assertThat(measured.messages().confirmed()).isPositive();
        assertThat(measured.pingOutcomes().asMap()).containsOnlyKeys(Outcome.OK);
        assertThat(measured.pingOutcomes().total()).isGreaterThan(10);
    }

    static Stream<Arguments> wrongAnswers() {
        Habit empty = (frame, peer) -> peer.send(new PongWebSocketFrame());
        Habit otherId = (frame, peer) -> peer.send(new TextWebSocketFrame("{\"t\":\"ping\",\"p\":{\"timestamp\":7}}"));
        Habit upperCase = (frame, peer) -> {
            String text = frame.content().toString(StandardCharsets.UTF_8);
            peer.send(new TextWebSocketFrame(text.equals("hello") ? "HELLO" : text));
        };
        return Stream.of(
                Arguments.of(empty, PingForm.FRAME, null, "answered the ping frame with a different payload"),
                Arguments.of(otherId, PingForm.TEXT, null, "answered the ping with another id (7 instead of"),
                Arguments.of(
                        upperCase,
                        PingForm.TEXT,
                        Payload.text("hello"),
                        "did not send the test message back as it had received it"),
                Arguments.of(
                        (Habit) (frame, peer) -> {}, PingForm.TEXT, null, "still waiting for the answer to its ping"));
    }

    @ParameterizedTest
    @MethodSource("wrongAnswers")
    void shouldSayWhatCameInsteadOfTheFirstAnswer(Habit habit, PingForm form, Payload probe, String sentence) {
        try (OddServer server = new OddServer(answering(habit))) {
            assertThatThrownBy(() -> FirstContact.make(
                            target(server, ECHO), SHORT, Optional.ofNullable(probe), Optional.of(form)))
                    .hasMessageContaining(sentence);
        }
    }

    @Test
    void shouldTakeTheRightAnswerAfterAWrongOne() throws Exception {
        Habit pongs = (frame, peer) -> {
            peer.send(new PongWebSocketFrame());
            pong(frame, peer);
        };
        try (OddServer server = new OddServer(answering(pongs))) {
            assertThat(FirstContact.make(target(server, ECHO), LONG, Optional.empty(), Optional.of(PingForm.FRAME))
                            .version())
                    .isEqualTo("unknown");
        }
    }

    /** A server that sends messages back can be measured by its echoes, whatever its pongs contain. */
    @Test
    void shouldNeedNoPingIfEchoesConfirm() throws Exception {
        Habit echo = (frame, peer) -> {
            if (frame instanceof TextWebSocketFrame) {
                peer.send(frame.retain());
            }
        };
        try (OddServer server = new OddServer(answering(echo))) {
            assertThat(FirstContact.make(
                                    target(server, BARE), LONG, Optional.of(Payload.text("hello")), Optional.empty())
                            .version())
                    .isEqualTo("unknown");
        }
    }

    private static Ramp ramp(int connections) {
        return new Ramp(connections, 0, 0, LONG, LONG);
    }

    private LoadTarget target(OddServer server, Dialect dialect) {
        return new LoadTarget(client, Endpoint.of(server.address(), "127.0.0.1", "/", Map.of()), dialect, List.of());
    }

    private TierMeasurement carryOut(Supplier<Habit> habits, Dialect dialect, TierPlan plan) throws Exception {
        try (OddServer server = new OddServer(habits)) {
            Stage stage =
                    new Stage(target(server, dialect), new LatencyCollector((kind, histogram) -> {}), new Unwatched());
            return new Loads().run(plan, stage).get(60, TimeUnit.SECONDS).figures();
        }
    }
}
