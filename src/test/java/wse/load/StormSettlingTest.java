package wse.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.timeout.ReadTimeoutHandler;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import wse.dialect.Dialect;
import wse.dialect.EchoDialect;
import wse.engine.Endpoint;
import wse.engine.EngineOptions;
import wse.engine.WebSocketClient;
import wse.load.EchoServer.Mood;
import wse.load.EchoServer.Moods;
import wse.measure.LatencyCollector;
import wse.measure.LatencyKind;
import wse.measure.Outcome;
import wse.measure.Sampled;
import wse.measure.TierMeasurement;
import wse.plan.Ramp;
import wse.plan.Settling;
import wse.plan.StormPlan;

/** A storm against servers that accept more connections than they keep. */
class StormSettlingTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final int ALL = 20;
    private static final int KEPT = 5;
    private static final Moods ECHO = nth -> Mood.ECHO;
    private static final Outcome AT_CAPACITY = Outcome.closedByServer(1013);

    private final WebSocketClient client = new WebSocketClient(EngineOptions.of(2));

    @AfterEach
    void close() {
        client.close();
    }

    static Stream<Arguments> waysToTurnAway() {
        return Stream.of(0, 5, 150)
                .flatMap(millis -> Stream.of(
                        Arguments.of("close 1013", millis, AT_CAPACITY, (Consumer<ChannelHandlerContext>)
                                StormSettlingTest::close),
                        Arguments.of("reset", millis, Outcome.RESET, (Consumer<ChannelHandlerContext>)
                                StormSettlingTest::reset)));
    }

    private static void close(ChannelHandlerContext context) {
        context.writeAndFlush(new CloseWebSocketFrame(1013, "at capacity"));
    }

    private static void reset(ChannelHandlerContext context) {
        context.channel().config().setOption(ChannelOption.SO_LINGER, 0);
        context.pipeline().firstContext().close();
    }

    @ParameterizedTest(name = "{0} after {1} ms")
    @MethodSource("waysToTurnAway")
    void shouldCountConnectionsThatAreAcceptedAndThenClosedAsFailures(
            String how, int delayMillis, Outcome outcome, Consumer<ChannelHandlerContext> turnAway) throws Exception {
        try (EchoServer server = new EchoServer(ECHO, (nth, context) -> {
            if (nth > KEPT) {
                context.executor().schedule(() -> turnAway.accept(context), delayMillis, TimeUnit.MILLISECONDS);
            }
        })) {
            Sampled<TierMeasurement> run =
                    carryOut(server, new EchoDialect("/"), new Settling(Duration.ofMillis(300), LONG));

            assertThat(run.figures().outcomes().asMap())
                    .isEqualTo(Map.of(Outcome.OK, (long) KEPT, outcome, (long) ALL - KEPT));
            assertThat(connects(run)).containsOnly(Outcome.OK, outcome);
            assertThat(connects(run)).filteredOn(Outcome::isOk).hasSize(KEPT);
            assertThat(run.figures().connected()).isEqualTo(ALL);
        }
    }

    private static Outcome[] connects(Sampled<TierMeasurement> run) {
        return run.samples().stream()
                .flatMap(samples -> Stream.of(samples.outcomes()))
                .toArray(Outcome[]::new);
    }

    @Test
    void shouldMeasureOnlyTheRamp() throws Exception {
        Duration time = Duration.ofMillis(1_500);
        try (EchoServer server = new EchoServer(ECHO)) {
            TierMeasurement run = carryOut(server, new EchoDialect("/"), new Settling(time, LONG))
                    .figures();

            assertThat(run.outcomes().asMap()).isEqualTo(Map.of(Outcome.OK, (long) ALL));
            assertThat(server.messages()).isEqualTo(ALL);
            assertThat(run.latencies()).containsOnlyKeys(LatencyKind.CONNECT);
            assertThat(run.pingOutcomes().total()).isZero();
            assertThat(run.messages().sent()).isZero();
            assertThat(run.ramp()).isLessThan(time);
            assertThat(run.duration()).isEqualTo(run.ramp());
        }
    }

    @Test
    void shouldCountAConnectionThatDoesNotAnswerAsAFailure() throws Exception {
        try (EchoServer server = new EchoServer(nth -> nth <= 3 ? Mood.SWALLOW : Mood.ECHO)) {
            Sampled<TierMeasurement> run =
                    carryOut(server, new EchoDialect("/"), new Settling(Duration.ZERO, Duration.ofMillis(200)));

            assertThat(run.figures().outcomes().asMap())
                    .isEqualTo(Map.of(Outcome.OK, ALL - 3L, Outcome.PONG_TIMEOUT, 3L));
            assertThat(server.awaitNoConnection(10)).isTrue();
        }
    }

    @Test
    void shouldPingWithFramesIfTheProtocolHasNoPing() throws Exception {
        try (EchoServer server = new EchoServer(ECHO)) {
            Sampled<TierMeasurement> run = carryOut(server, new BareDialect(), new Settling(Duration.ZERO, LONG));

            assertThat(run.figures().outcomes().asMap()).isEqualTo(Map.of(Outcome.OK, (long) ALL));
            assertThat(server.messages()).isZero();
        }
    }

    /** The server's idle time-out is shorter than the settling. */
    @Test
    void shouldKeepConnectionsAliveWithoutCountingTheirMessages() throws Exception {
        Duration idleTimeout = Duration.ofMillis(1_500);
        Duration time = Duration.ofSeconds(3);
        try (EchoServer server = new EchoServer(
                ECHO,
                (nth, context) -> context.pipeline()
                        .addFirst(new ReadTimeoutHandler(idleTimeout.toMillis(), TimeUnit.MILLISECONDS)))) {
            TierMeasurement run = carryOut(server, new Restless(Duration.ofMillis(300)), new Settling(time, LONG))
                    .figures();

            assertThat(run.outcomes().asMap()).isEqualTo(Map.of(Outcome.OK, (long) ALL));
            assertThat(server.messages()).isGreaterThanOrEqualTo(ALL * 3);
            assertThat(run.messages().hellos())
                    .as("messages during the ramp, which is short")
                    .isLessThan(server.messages());
        }
    }

    private Sampled<TierMeasurement> carryOut(EchoServer server, Dialect dialect, Settling settling) throws Exception {
        Endpoint endpoint = Endpoint.of(server.address(), "127.0.0.1", "/", Map.of());
        LoadTarget target = new LoadTarget(client, endpoint, dialect, List.of());
        Stage stage = new Stage(target, new LatencyCollector((kind, histogram) -> {}), new Unwatched());
        StormPlan plan = new StormPlan(new Ramp(ALL, 0, 0, LONG, LONG), settling);
        return new Loads().run(plan, stage).get(60, TimeUnit.SECONDS);
    }
}
