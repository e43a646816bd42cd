package wse.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import wse.config.Decoding;
import wse.config.Direction;
import wse.config.Format;
import wse.config.FramesPerWrite;
import wse.config.Masking;
import wse.dialect.CounterNames;
import wse.dialect.Dialect;
import wse.dialect.EchoDialect;
import wse.dialect.Jwt;
import wse.dialect.OpeningRequest;
import wse.dialect.Payload;
import wse.dialect.WseDialect;
import wse.engine.Endpoint;
import wse.engine.EngineOptions;
import wse.engine.WebSocketClient;
import wse.health.ServerCounters;
import wse.health.ServerMetrics;
import wse.load.EchoServer.Mood;
import wse.measure.FloodAccount;
import wse.measure.LatencyCollector;
import wse.measure.LatencyKind;
import wse.measure.LiveOutcomes;
import wse.measure.Messages;
import wse.measure.Outcome;
import wse.measure.Sampled;
import wse.measure.TierMeasurement;
import wse.measure.WrongMessages;
import wse.plan.FloodPlan;
import wse.plan.Flow;
import wse.plan.Ramp;
import wse.server.ReferenceServer;
import wse.server.ServerOptions;

class FloodTest {

    private static final int CONNECTIONS = 7;
    private static final Duration LONG = Duration.ofSeconds(30);

    private final LiveOutcomes live = new LiveOutcomes();
    private final WebSocketClient client = new WebSocketClient(EngineOptions.of(2));
    private final ReferenceServer server = ReferenceServer.start(ServerOptions.defaults());
    private ServerCounters counters;

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "JSON, 175, 0, POOL",
        "JSON, 64, 1, POOL",
        "JSON, 175, 5, FRESH",
        "JSON, 65536, 0, POOL",
        "JSON, 65536, 3, FRESH",
        "MSGPACK, 175, 0, FRESH",
        "ZLIB, 175, 0, POOL"
    })
    void shouldHaveEveryMessageConfirmedAndCountedByTheServer(
            Format format, int bytes, int framesPerWrite, Masking masking) throws Exception {
        TierMeasurement measured = flood(
                new Flow(Direction.OUT, format, bytes, new FramesPerWrite(framesPerWrite), masking, 1, Decoding.FRAMES),
                "");

        Messages messages = measured.messages();
        assertThat(messages.sent()).isGreaterThan(CONNECTIONS);
        assertThat(messages.confirmed()).isEqualTo(messages.sent());
        assertThat(counters.received()).isEqualTo(messages.arriving());
        assertThat(messages.hellos()).isEqualTo(CONNECTIONS);
        assertThat(measured.pingOutcomes().asMap()).isEqualTo(Map.of(Outcome.OK, messages.barrierPings()));
        assertThat(measured.outcomes().asMap()).isEqualTo(Map.of(Outcome.OK, (long) CONNECTIONS));
        assertThat(measured.flood().orElseThrow().writes()).isBetween(1L, messages.sent());
    }

    @ParameterizedTest
    @CsvSource({
        "JSON, 175, FRAMES",
        "JSON, 175, PAYLOADS",
        "MSGPACK, 175, PAYLOADS",
        "ZLIB, 175, PAYLOADS",
        "JSON, 65536, PAYLOADS"
    })
    void shouldReceiveEverythingTheServerSends(Format format, int bytes, Decoding decoding) throws Exception {
        TierMeasurement measured = flood(
                new Flow(Direction.IN, format, bytes, FramesPerWrite.BLOCK, Masking.POOL, 1, decoding), "&duty=send");

        assertThat(measured.messages().confirmed()).isEqualTo(counters.sent()).isGreaterThan(CONNECTIONS);
        assertThat(measured.flood().orElseThrow().received()).isEqualTo(counters.sent());
        assertThat(measured.flood().orElseThrow().malformed()).isZero();
        assertThat(measured.pingOutcomes().asMap()).isEqualTo(Map.of(Outcome.OK, (long) CONNECTIONS));
    }

    @ParameterizedTest
    @CsvSource({
        "JSON, 175, 1, 0, FRAMES",
        "JSON, 175, 16, 0, PAYLOADS",
        "JSON, 175, 16, 1, FRAMES",
        "MSGPACK, 175, 5, 2, PAYLOADS",
        "ZLIB, 175, 16, 0, PAYLOADS",
        "JSON, 65536, 16, 0, PAYLOADS"
    })
    void shouldGetEveryEchoBack(Format format, int bytes, int inFlight, int framesPerWrite, Decoding decoding)
            throws Exception {
        TierMeasurement measured = flood(
                new Flow(
                        Direction.ECHO,
                        format,
                        bytes,
                        new FramesPerWrite(framesPerWrite),
                        Masking.POOL,
                        inFlight,
                        decoding),
                "&duty=echo");

        Messages messages = measured.messages();
        assertThat(messages.sent()).isGreaterThan((long) CONNECTIONS * inFlight);
        assertThat(messages.confirmed()).isEqualTo(messages.sent());
        assertThat(counters.sent()).isEqualTo(messages.sent());
        assertThat(counters.received()).isEqualTo(messages.arriving());
        assertThat(measured.latencies().get(LatencyKind.SERVICE).getTotalCount())
                .isEqualTo(messages.sent());
        assertThat(measured.flood().orElseThrow().malformed()).isZero();
        assertThat(measured.pingOutcomes().asMap()).isEqualTo(Map.of(Outcome.OK, (long) CONNECTIONS));
    }

    /** The client answers connections in groups. */
    @Test
    void shouldGetEveryEchoBackOverMoreLinksThanAreAnsweredTogether() throws Exception {
        int connections = 300;
        Flow flow = new Flow(Direction.ECHO, Format.JSON, 175, FramesPerWrite.BLOCK, Masking.POOL, 1, Decoding.FRAMES);
        FloodPlan plan = new FloodPlan(new Ramp(connections, 0, 0, LONG, LONG), flow, Duration.ofMillis(300), LONG);
        TierMeasurement measured = flood(plan, "&duty=echo");

        assertThat(measured.messages().sent()).isGreaterThan(connections);
        assertThat(measured.messages().confirmed())
                .isEqualTo(measured.messages().sent());
        assertThat(counters.sent()).isEqualTo(measured.messages().sent());
        assertThat(measured.pingOutcomes().asMap()).isEqualTo(Map.of(Outcome.OK, (long) connections));
    }

    @Test
    void shouldConfirmByPingFramesThatAnUnknownServerHasReadTheMessages() throws Exception {
        try (EchoServer echo = new EchoServer(nth -> Mood.SWALLOW)) {
            Flow flow =
                    new Flow(Direction.OUT, Format.JSON, 175, FramesPerWrite.of(3), Masking.POOL, 1, Decoding.FRAMES);
            TierMeasurement measured = carryOut(echo.address(), new EchoDialect("/"), plan(flow, LONG));

            assertThat(measured.messages().confirmed())
                    .isEqualTo(measured.messages().sent())
                    .isPositive();
            assertThat(measured.messages().barrierPings()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void shouldSendMessagesOfDifferentLengthsInTurn(int framesPerWrite) throws Exception {
        List<Payload> several = Stream.of(1, 200, 70, 129)
                .map(length -> Payload.text("x".repeat(length)))
                .toList();
        Dialect dialect = new Dialect() {
            @Override
            public String name() {
                return "several";
            }

            @Override
            public OpeningRequest openingRequest(int user) {
                return OpeningRequest.of("/");
            }

            @Override
            public List<Payload> floodMessages(Format format, int jsonBytes) {
                return several;
            }
        };
        Flow flow = new Flow(
                Direction.OUT, Format.JSON, 175, new FramesPerWrite(framesPerWrite), Masking.POOL, 1, Decoding.FRAMES);
        try (EchoServer echo = new EchoServer(nth -> Mood.SWALLOW)) {
            Messages messages =
                    carryOut(echo.address(), dialect, plan(flow, LONG)).messages();

            assertThat(messages.confirmed()).isEqualTo(messages.sent()).isEqualTo(echo.messages());
            assertThat(messages.sent()).isGreaterThan(CONNECTIONS);
            assertThat(messages.bytesSent()).isEqualTo(echo.characters());
        }
    }

    @Test
    void shouldCountMessagesWithoutATimelyEchoAsLost() throws Exception {
        try (EchoServer echo = new EchoServer(nth -> nth == 3 ? Mood.SWALLOW : Mood.ECHO)) {
            Flow flow =
                    new Flow(Direction.ECHO, Format.JSON, 175, FramesPerWrite.BLOCK, Masking.POOL, 1, Decoding.FRAMES);
            TierMeasurement measured =
                    carryOut(echo.address(), new EchoDialect("/"), plan(flow, Duration.ofSeconds(1)));

            assertThat(measured.messages().lost()).isEqualTo(1);
            assertThat(measured.pingOutcomes().of(Outcome.PONG_TIMEOUT)).isEqualTo(1);
            assertThat(measured.latencies().get(LatencyKind.SERVICE).getTotalCount())
                    .isEqualTo(measured.messages().sent());
            assertThat(measured.latencies().get(LatencyKind.SERVICE).getMaxValue())
                    .isGreaterThanOrEqualTo(1_000_000);
        }
    }

    @Test
    void shouldNotMistakeAnUnsolicitedEchoForAConfirmation() throws Exception {
        try (EchoServer echo = new EchoServer(nth -> nth == 5 ? Mood.ECHO_TWICE : Mood.ECHO)) {
            Flow flow =
                    new Flow(Direction.ECHO, Format.JSON, 175, FramesPerWrite.BLOCK, Masking.POOL, 1, Decoding.FRAMES);
            TierMeasurement measured = carryOut(echo.address(), new EchoDialect("/"), plan(flow, LONG));

            assertThat(measured.messages().confirmed())
                    .isEqualTo(measured.messages().sent());
            assertThat(measured.flood().orElseThrow().wrong()).isEqualTo(new WrongMessages(0, 0, 1, 0, 0));
            assertThat(measured.pingOutcomes().of(Outcome.MESSAGE_DUPLICATED)).isEqualTo(1);
        }
    }

    @Test
    void shouldReportWhyALinkWasLostDuringTheFlood() throws Exception {
        try (EchoServer echo = new EchoServer(nth -> nth == 50 ? Mood.CLOSE_4000 : Mood.SWALLOW)) {
            Flow flow =
                    new Flow(Direction.OUT, Format.JSON, 175, FramesPerWrite.of(1), Masking.POOL, 1, Decoding.FRAMES);
            TierMeasurement measured = carryOut(echo.address(), new EchoDialect("/"), plan(flow, LONG));

            assertThat(measured.outcomes().of(Outcome.closedByServer(4000))).isEqualTo(1);
            assertThat(measured.messages().lost()).isPositive();
            assertThat(measured.pingOutcomes().of(Outcome.closedByServer(4000))).isPositive();
        }
    }

    /** Each of the seven links has one message in flight; one of these messages closes its link. */
    @Test
    void shouldReportItsFiguresAndTheMessagesInFlightWhileItRuns() throws Exception {
        try (EchoServer echo =
                new EchoServer(nth -> nth < 15 ? Mood.ECHO : nth == 15 ? Mood.CLOSE_4000 : Mood.SWALLOW)) {
            Flow flow =
                    new Flow(Direction.ECHO, Format.JSON, 175, FramesPerWrite.BLOCK, Masking.POOL, 1, Decoding.FRAMES);
            Loads loads = new Loads();
            CompletableFuture<Sampled<TierMeasurement>> run =
                    begin(loads, echo.address(), new EchoDialect("/"), plan(flow, LONG));
            FloodAccount soFar = loads.floodSoFar().get().orElseThrow();
            while (soFar.messages().lost() == 0 || soFar.messages().sent() < 21) {
                assertThat(run).isNotDone();
                soFar = loads.floodSoFar().get().orElseThrow();
            }

            assertThat(soFar.messages()).isEqualTo(new Messages(21, 14, 21 * 175, 0, 0, 6));
            assertThat(soFar.use().received()).isEqualTo(14);
            assertThat(soFar.use().connectionNanos()).isPositive();
        }
    }

    @Test
    void shouldReportNothingWhileNoFloodIsRunning() throws Exception {
        assertThat(new Loads().floodSoFar().get()).isEmpty();
    }

    private TierMeasurement flood(Flow flow, String duty) throws Exception {
        return flood(plan(flow, LONG), duty);
    }

    private TierMeasurement flood(FloodPlan plan, String duty) throws Exception {
        Jwt jwt = new Jwt(ServerOptions.PUBLISHED_SECRET, InstantSource.system());
        Dialect dialect = new WseDialect(WseDialect.DEFAULT_TARGET + duty, jwt.issue());
        return carryOut(new InetSocketAddress("127.0.0.1", server.port()), dialect, plan);
    }

    private static FloodPlan plan(Flow flow, Duration drainTimeout) {
        return new FloodPlan(new Ramp(CONNECTIONS, 0, 0, LONG, LONG), flow, Duration.ofMillis(300), drainTimeout);
    }

    private TierMeasurement carryOut(InetSocketAddress address, Dialect dialect, FloodPlan plan) throws Exception {
        TierMeasurement measured = begin(new Loads(), address, dialect, plan)
                .get(60, TimeUnit.SECONDS)
                .figures();
        assertThat(live.counts().messagesConfirmed())
                .isEqualTo(measured.messages().confirmed());
        return measured;
    }

    private CompletableFuture<Sampled<TierMeasurement>> begin(
            Loads loads, InetSocketAddress address, Dialect dialect, FloodPlan plan) {
        Endpoint endpoint = Endpoint.of(
                address,
                "127.0.0.1",
                dialect.openingRequest(0).target(),
                dialect.openingRequest(0).allHeaders());
        LoadTarget target = new LoadTarget(client, endpoint, dialect, List.of());
        LatencyCollector collector = new LatencyCollector((kind, histogram) -> {});
        return loads.run(plan, new Stage(target, collector, live, new Look()));
    }

    /** Reads the server's counters while the connections are up. */
    private final class Look implements Stage.Watcher {

        @Override
        public CompletableFuture<Void> onUp() {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletableFuture<Void> onHeight() {
            return CompletableFuture.runAsync(() -> counters = new ServerMetrics(server.metricsUri(), CounterNames.WSE)
                    .read()
                    .join()
                    .counters());
        }
    }
}
