package wse.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import wse.config.Decoding;
import wse.config.Direction;
import wse.config.Format;
import wse.config.FramesPerWrite;
import wse.config.Masking;
import wse.dialect.Dialect;
import wse.dialect.EchoDialect;
import wse.dialect.OpeningRequest;
import wse.dialect.Payload;
import wse.engine.Endpoint;
import wse.engine.EngineOptions;
import wse.engine.Transport;
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

/** An echo confirms a message only if it is identical to it. */
class EchoIdentityTest {

    private static final int CONNECTIONS = 6;
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration FLOOD = Duration.ofMillis(200);

    /** The number of wrong answers from the server. */
    private static final AtomicInteger WRONG = new AtomicInteger();

    private WebSocketClient client = new WebSocketClient(EngineOptions.of(2));

    @AfterEach
    void close() {
        client.close();
        WRONG.set(0);
    }

    /** Mishandles every fifth message of a connection, and sends the others back. */
    private static Supplier<Habit> everyFifth(Habit odd) {
        return () -> new Habit() {
            private int number;

            @Override
            public void on(WebSocketFrame frame, Peer peer) {
                if (++number % 5 == 0) {
                    WRONG.incrementAndGet();
                    odd.on(frame, peer);
                } else {
                    peer.send(frame.retain());
                }
            }
        };
    }

    /** Holds every tenth message back until the next one has been sent back. */
    private static Supplier<Habit> swapping() {
        return () -> new Habit() {
            private int number;
            private WebSocketFrame held;

            @Override
            public void on(WebSocketFrame frame, Peer peer) {
                if (++number % 10 == 0) {
                    held = frame.retain();
                    return;
                }
                peer.send(frame.retain());
                if (held != null) {
                    WRONG.incrementAndGet();
                    peer.send(held);
                    held = null;
                }
            }
        };
    }

    private static Habit text(UnaryOperator<byte[]> change) {
        return (frame, peer) -> {
            byte[] bytes = new byte[frame.content().readableBytes()];
            frame.content().getBytes(0, bytes);
            peer.send(frame.replace(Unpooled.wrappedBuffer(change.apply(bytes))));
        };
    }

    private static Habit garblingFrom(int first) {
        return text(bytes -> {
            for (int i = first; i < bytes.length; i++) {
                bytes[i] ^= 0x15;
            }
            return bytes;
        });
    }

    static Stream<Arguments> garblers() {
        return Stream.of(
                Arguments.of("from the tenth byte on", garblingFrom(9)),
                Arguments.of("from the first byte on", garblingFrom(0)),
                Arguments.of("in the last byte", garblingFrom(174)),
                Arguments.of("cut off", text(bytes -> Arrays.copyOf(bytes, 100))),
                Arguments.of("too long", text(bytes -> Arrays.copyOf(bytes, 176))),
                Arguments.of("in binary", (Habit) (frame, peer) ->
                        peer.send(new BinaryWebSocketFrame(frame.content().retain()))),
                Arguments.of(
                        "in its number",
                        text(bytes -> new String(bytes, StandardCharsets.US_ASCII)
                                .replaceFirst("(\"price\":).", "$1x")
                                .getBytes(StandardCharsets.US_ASCII))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("garblers")
    void shouldNotConfirmAGarbledEcho(String how, Habit odd) throws Exception {
        TierMeasurement measured = flood(everyFifth(odd), Decoding.FRAMES, 4, LONG);

        assertThat(wrong(measured)).isEqualTo(new WrongMessages(WRONG.get(), 0, 0, 0, 0));
        assertThat(WRONG.get()).isGreaterThanOrEqualTo(CONNECTIONS);
        assertThat(measured.messages().lost()).isEqualTo(WRONG.get());
        assertThat(measured.latencies().get(LatencyKind.SERVICE).getTotalCount())
                .isEqualTo(measured.messages().sent());
        assertThat(measured.pingOutcomes().asMap()).isEqualTo(Map.of(Outcome.MESSAGE_GARBLED, (long) CONNECTIONS));
        assertThat(measured.outcomes().asMap()).isEqualTo(Map.of(Outcome.OK, (long) CONNECTIONS));
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void shouldNoticeGarbledEchoesInEveryFormat(Format format) throws Exception {
        Flow flow = new Flow(Direction.ECHO, format, 175, FramesPerWrite.BLOCK, Masking.POOL, 4, Decoding.PAYLOADS);
        TierMeasurement measured = flood(everyFifth(garblingFrom(9)), flow, LONG);

        assertThat(wrong(measured)).isEqualTo(new WrongMessages(WRONG.get(), 0, 0, 0, 0));
        assertThat(measured.messages().lost()).isEqualTo(WRONG.get()).isPositive();
        assertThat(measured.flood().orElseThrow().malformed()).isPositive();
    }

    @Test
    void shouldCountRepeatedEchoes() throws Exception {
        TierMeasurement measured = flood(
                everyFifth((frame, peer) -> {
                    peer.send(frame.retainedDuplicate());
                    peer.send(frame.retain());
                }),
                Decoding.FRAMES,
                4,
                LONG);

        assertThat(wrong(measured).duplicated()).isBetween(WRONG.get() - (long) CONNECTIONS, (long) WRONG.get());
        assertThat(wrong(measured).plus(new WrongMessages(0, 0, -wrong(measured).duplicated(), 0, 0)))
                .isEqualTo(WrongMessages.NONE);
        assertThat(measured.messages().lost()).isZero();
        assertThat(measured.pingOutcomes().asMap()).isEqualTo(Map.of(Outcome.MESSAGE_DUPLICATED, (long) CONNECTIONS));
    }

    /**
     * With one message in flight, a repeated echo that arrives together with the next echo must not confirm the next
     * message.
     */
    @ParameterizedTest
    @EnumSource(
            value = Transport.class,
            names = {"NIO", "AUTO", "GATHERING"})
    void shouldNotMistakeThePreviousEchoForTheOneThatIsDue(Transport transport) throws Exception {
        client.close();
        client = new WebSocketClient(new EngineOptions(transport, 2, "identity"));
        Supplier<Habit> oneBehind = () -> new Habit() {
            private WebSocketFrame before;

            @Override
            public void on(WebSocketFrame frame, Peer peer) {
                peer.send(before == null ? frame.retainedDuplicate() : before);
                before = frame.retain();
            }
        };
        TierMeasurement measured = flood(oneBehind, Decoding.FRAMES, 1, SHORT);

        assertThat(measured.messages().confirmed()).isEqualTo(CONNECTIONS);
        assertThat(measured.messages().lost()).isEqualTo(CONNECTIONS);
        assertThat(wrong(measured)).isEqualTo(new WrongMessages(0, 0, CONNECTIONS, 0, 0));
    }

    @Test
    void shouldCountReorderedEchoesAndConfirmThem() throws Exception {
        TierMeasurement measured = flood(swapping(), Decoding.FRAMES, 4, SHORT);

        assertThat(wrong(measured)).isEqualTo(new WrongMessages(0, 0, 0, WRONG.get(), 0));
        assertThat(WRONG.get()).isGreaterThanOrEqualTo(CONNECTIONS);
        assertThat(measured.messages().lost()).isLessThanOrEqualTo(CONNECTIONS);
        assertThat(measured.pingOutcomes().asMap()).isEqualTo(Map.of(Outcome.MESSAGE_REORDERED, (long) CONNECTIONS));
    }

    @Test
    void shouldCountMissingEchoesAndContinue() throws Exception {
        TierMeasurement measured = flood(everyFifth((frame, peer) -> {}), Decoding.FRAMES, 16, SHORT);

        assertThat(measured.messages().sent()).isGreaterThan(CONNECTIONS * 40L);
        assertThat(measured.messages().lost()).isEqualTo(WRONG.get());
        assertThat(wrong(measured).missing()).isBetween(WRONG.get() - (long) CONNECTIONS, (long) WRONG.get());
        assertThat(measured.pingOutcomes().asMap()).isEqualTo(Map.of(Outcome.MESSAGE_MISSING, (long) CONNECTIONS));
    }

    @Test
    void shouldCountTheMessagesOfOtherConnections() throws Exception {
        TierMeasurement measured = flood(
                everyFifth((frame, peer) -> {
                    peer.send(frame.retainedDuplicate());
                    Peer other = peer.everybody().get(peer.everybody().indexOf(peer) == 0 ? 1 : 0);
                    other.send(frame.retain());
                }),
                Decoding.FRAMES,
                4,
                LONG);

        assertThat(wrong(measured).foreign()).isBetween(1L, (long) WRONG.get());
        assertThat(wrong(measured)
                        .plus(new WrongMessages(0, 0, 0, 0, -wrong(measured).foreign())))
                .isEqualTo(WrongMessages.NONE);
        assertThat(measured.messages().lost()).isZero();
        assertThat(measured.pingOutcomes().of(Outcome.MESSAGE_FOREIGN)).isBetween(1L, 2L);
        assertThat(measured.pingOutcomes().total()).isEqualTo(CONNECTIONS);
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void shouldCountTheMessagesOfOtherClients(Format format) throws Exception {
        Dialect dialect = new EchoDialect("/");
        Payload plain = dialect.floodMessage(format, 175);
        byte[] other = OtherClient.ofSameLength(dialect, plain, format);
        TierMeasurement measured = flood(
                everyFifth((frame, peer) -> {
                    peer.send(frame.retainedDuplicate());
                    peer.send(frame.replace(Unpooled.wrappedBuffer(other)));
                }),
                new Flow(Direction.ECHO, format, 175, FramesPerWrite.BLOCK, Masking.POOL, 4, Decoding.FRAMES),
                LONG);

        assertThat(wrong(measured).foreign()).isBetween(WRONG.get() - (long) CONNECTIONS, (long) WRONG.get());
        assertThat(wrong(measured).garbled()).isZero();
        assertThat(measured.messages().lost()).isZero();
    }

    /** Finds a number that a zlib message of the usual length can carry. */
    private static final class OtherClient {

        private static byte[] ofSameLength(Dialect dialect, Payload plain, Format format) {
            return IntStream.range(1, 1_000)
                    .mapToObj(number -> dialect.numbered(plain, format, 175, number))
                    .filter(numbered ->
                            numbered.length() == plain.length() && !numbered.isSame(buffer(plain), plain.text()))
                    .findFirst()
                    .orElseThrow()
                    .bytes();
        }

        private static ByteBuf buffer(Payload payload) {
            return Unpooled.wrappedBuffer(payload.bytes());
        }
    }

    /** The server may send anything else, too. */
    @Test
    void shouldIgnoreMessagesThatAreNotEchoes() throws Exception {
        TierMeasurement measured = flood(
                everyFifth((frame, peer) -> {
                    peer.send(new TextWebSocketFrame("{\"t\":\"news\"}"));
                    peer.send(frame.retain());
                    peer.send(new BinaryWebSocketFrame());
                }),
                Decoding.FRAMES,
                4,
                LONG);

        assertThat(wrong(measured)).isEqualTo(WrongMessages.NONE);
        assertThat(measured.messages().lost()).isZero();
        assertThat(measured.pingOutcomes().asMap()).isEqualTo(Map.of(Outcome.OK, (long) CONNECTIONS));
    }

    @ParameterizedTest
    @CsvSource({
        "JSON, 175, 1, 0, POOL, FRAMES",
        "JSON, 175, 16, 0, FRESH, FRAMES",
        "JSON, 175, 600, 500, POOL, FRAMES",
        "JSON, 54, 16, 3, POOL, PAYLOADS",
        "JSON, 64, 600, 0, FRESH, FRAMES",
        "JSON, 65536, 16, 0, POOL, FRAMES",
        "JSON, 1000000, 3, 2, POOL, FRAMES",
        "MSGPACK, 54, 16, 0, POOL, FRAMES",
        "ZLIB, 54, 16, 0, FRESH, PAYLOADS",
        "ZLIB, 65536, 16, 5, POOL, FRAMES"
    })
    void shouldFindNothingWrongWithAServerThatEchoes(
            Format format, int bytes, int inFlight, int framesPerWrite, Masking masking, Decoding decoding)
            throws Exception {
        Flow flow = new Flow(
                Direction.ECHO, format, bytes, new FramesPerWrite(framesPerWrite), masking, inFlight, decoding);
        TierMeasurement measured = flood(() -> (frame, peer) -> peer.send(frame.retain()), flow, LONG);

        assertThat(wrong(measured)).isEqualTo(WrongMessages.NONE);
        assertThat(measured.messages().lost()).isZero();
        assertThat(measured.messages().confirmed()).isGreaterThanOrEqualTo(CONNECTIONS);
        assertThat(measured.pingOutcomes().asMap()).isEqualTo(Map.of(Outcome.OK, (long) CONNECTIONS));
    }

    /** Without numbers, only wrong content and a wrong count of echoes are noticed. */
    @Test
    void shouldCompareTheContentOfMessagesWithoutNumbers() throws Exception {
        Dialect plain = new Plain();
        Flow flow = new Flow(Direction.ECHO, Format.JSON, 175, FramesPerWrite.BLOCK, Masking.POOL, 4, Decoding.FRAMES);
        TierMeasurement garbled = flood(everyFifth(garblingFrom(3)), plain, flow, LONG);
        assertThat(wrong(garbled)).isEqualTo(new WrongMessages(WRONG.get(), 0, 0, 0, 0));
        assertThat(WRONG.get()).isPositive();

        TierMeasurement swapped = flood(swapping(), plain, flow, SHORT);
        assertThat(wrong(swapped)).isEqualTo(WrongMessages.NONE);
        assertThat(swapped.messages().confirmed()).isGreaterThan(CONNECTIONS);
    }

    /** A protocol whose messages cannot be numbered. */
    private static final class Plain implements Dialect {

        private static final OpeningRequest REQUEST = OpeningRequest.of("/");

        @Override
        public String name() {
            return "plain";
        }

        @Override
        public OpeningRequest openingRequest(int user) {
            return REQUEST;
        }

        @Override
        public Payload floodMessage(Format format, int jsonBytes) {
            return Payload.text("x".repeat(jsonBytes));
        }
    }

    /** The server repeats the first message of each connection 50 times, with something else after every tenth. */
    private static Supplier<Habit> repeating(Habit odd) {
        return () -> (frame, peer) -> {
            if (frame instanceof PingWebSocketFrame) {
                peer.send(new PongWebSocketFrame(frame.content().retain()));
                return;
            }
            for (int i = 1; i <= 50; i++) {
                peer.send(frame.retainedDuplicate());
                if (i % 10 == 0) {
                    WRONG.incrementAndGet();
                    odd.on(frame, peer);
                }
            }
        };
    }

    static Stream<Arguments> senders() {
        return Stream.of(
                Arguments.of(garblingFrom(9), Outcome.MESSAGE_GARBLED),
                Arguments.of(
                        (Habit) (frame, peer) -> peer.everybody().stream()
                                .filter(each -> each != peer)
                                .findFirst()
                                .ifPresent(each -> each.send(frame.retainedDuplicate())),
                        Outcome.MESSAGE_FOREIGN));
    }

    @ParameterizedTest
    @MethodSource("senders")
    void shouldConfirmOnlyWhatTheServerWasToldToSend(Habit odd, Outcome outcome) throws Exception {
        Flow flow = new Flow(Direction.IN, Format.JSON, 175, FramesPerWrite.BLOCK, Masking.POOL, 1, Decoding.FRAMES);
        TierMeasurement measured = flood(repeating(odd), flow, LONG);

        assertThat(measured.messages().confirmed()).isEqualTo(50L * CONNECTIONS);
        assertThat(measured.messages().lost()).isBetween(1L, (long) WRONG.get());
        assertThat(measured.flood().orElseThrow().received())
                .isEqualTo(measured.messages().sent());
        assertThat(measured.pingOutcomes().of(Outcome.OK)).isEqualTo(CONNECTIONS);
        assertThat(measured.pingOutcomes().of(outcome)).isPositive();
    }

    private static WrongMessages wrong(TierMeasurement measured) {
        return measured.flood().orElseThrow().wrong();
    }

    private TierMeasurement flood(Supplier<Habit> habits, Decoding decoding, int inFlight, Duration drainTimeout)
            throws Exception {
        Flow flow = new Flow(Direction.ECHO, Format.JSON, 175, FramesPerWrite.BLOCK, Masking.POOL, inFlight, decoding);
        return flood(habits, flow, drainTimeout);
    }

    private TierMeasurement flood(Supplier<Habit> habits, Flow flow, Duration drainTimeout) throws Exception {
        return flood(habits, new EchoDialect("/"), flow, drainTimeout);
    }

    private TierMeasurement flood(Supplier<Habit> habits, Dialect dialect, Flow flow, Duration drainTimeout)
            throws Exception {
        try (OddServer server = new OddServer(habits)) {
            Endpoint endpoint = Endpoint.of(server.address(), "127.0.0.1", "/", Map.of());
            LoadTarget target = new LoadTarget(client, endpoint, dialect, List.of());
            FloodPlan plan = new FloodPlan(new Ramp(CONNECTIONS, 0, 0, LONG, LONG), flow, FLOOD, drainTimeout);
            return new Loads()
                    .run(plan, new Stage(target, new LatencyCollector((kind, histogram) -> {}), new Unwatched()))
                    .get(60, TimeUnit.SECONDS)
                    .figures();
        }
    }
}
