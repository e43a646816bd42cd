package wse.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import wse.config.Decoding;
import wse.config.Direction;
import wse.config.Format;
import wse.config.FramesPerWrite;
import wse.config.Masking;
import wse.dialect.Dialect;
import wse.dialect.Meaning;
import wse.dialect.OpeningRequest;
import wse.dialect.Payload;
import wse.engine.Endpoint;
import wse.engine.EngineOptions;
import wse.engine.Transport;
import wse.engine.WebSocketClient;
import wse.load.OddServer.Habit;
import wse.load.OddServer.Peer;
import wse.measure.LatencyCollector;
import wse.measure.Outcome;
import wse.measure.TierMeasurement;
import wse.plan.FloodPlan;
import wse.plan.Flow;
import wse.plan.Ramp;

/**
 * Socket.IO, SignalR and other servers send pings of their protocol, and drop a client that does not answer. A flood must
 * answer them in between, on every transport, without losing or splitting its own frames.
 */
class ServerPingsInFloodsTest {

    private static final int CONNECTIONS = 3;
    private static final int FRAMES_PER_PING = 20;
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration FLOOD = Duration.ofMillis(300);

    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();

    static Stream<Arguments> transportsAndDirections() {
        return Stream.of(Transport.EPOLL, Transport.NIO, Transport.IO_URING)
                .flatMap(transport ->
                        Stream.of(Direction.OUT, Direction.ECHO).map(direction -> Arguments.of(transport, direction)));
    }

    @ParameterizedTest
    @MethodSource("transportsAndDirections")
    void shouldAnswerThePingsOfTheServer(Transport transport, Direction direction) throws Exception {
        Assumptions.assumeTrue(
                transport.isAvailable(), () -> transport.unavailability().orElse(""));

        TierMeasurement measured = flood(transport, direction);

        assertThat(measured.outcomes().asMap()).isEqualTo(Map.of(Outcome.OK, (long) CONNECTIONS));
        assertThat(measured.messages().confirmed())
                .isEqualTo(measured.messages().sent())
                .isGreaterThan(FRAMES_PER_PING * CONNECTIONS);
        assertThat(asked).hasPositiveValue();
        assertThat(answered).hasValue(asked.get());
    }

    private TierMeasurement flood(Transport transport, Direction direction) throws Exception {
        Dialect dialect = new Asked();
        Flow flow = new Flow(direction, Format.JSON, 175, FramesPerWrite.BLOCK, Masking.POOL, 64, Decoding.FRAMES);
        FloodPlan plan = new FloodPlan(new Ramp(CONNECTIONS, 0, 0, LONG, LONG), flow, FLOOD, LONG);
        try (OddServer server = new OddServer(() -> new Asking(direction == Direction.ECHO));
                WebSocketClient client = new WebSocketClient(new EngineOptions(transport, 1, "test-" + transport))) {
            LoadTarget target = new LoadTarget(
                    client, Endpoint.of(server.address(), "127.0.0.1", "/", Map.of()), dialect, List.of());
            return new Loads()
                    .run(plan, new Stage(target, new LatencyCollector((kind, histogram) -> {}), new Unwatched()))
                    .get(60, TimeUnit.SECONDS)
                    .figures();
        }
    }

    /** A connection of the server: it pings after every few messages of the flood. Confined to the server's thread. */
    private final class Asking implements Habit {

        private final boolean echoes;
        private int frames;

        Asking(boolean echoes) {
            this.echoes = echoes;
        }

        @Override
        public void on(WebSocketFrame frame, Peer peer) {
            if (frame instanceof PingWebSocketFrame) {
                peer.send(new PongWebSocketFrame(frame.content().retain()));
            } else if (frame.content().readableBytes() == 1) {
                answered.incrementAndGet();
            } else {
                floodMessage(frame, peer);
            }
        }

        private void floodMessage(WebSocketFrame frame, Peer peer) {
            if (++frames % FRAMES_PER_PING == 0) {
                asked.incrementAndGet();
                peer.send(new TextWebSocketFrame("2"));
            }
            if (echoes) { // after the ping, because the client closes the connection as soon as it has the last echo
                peer.send(frame.retain());
            }
        }
    }

    /** The client's side of it. */
    private record Asked() implements Dialect {

        private static final OpeningRequest REQUEST = OpeningRequest.of("/");
        private static final Meaning ANSWER = Meaning.SERVER_PING.andSend(Payload.text("3"));

        @Override
        public String name() {
            return "asked";
        }

        @Override
        public OpeningRequest openingRequest(int user) {
            return REQUEST;
        }

        @Override
        public Meaning onMessage(ByteBuf message, boolean text) {
            return message.readableBytes() == 1 ? ANSWER : Meaning.OTHER;
        }

        @Override
        public Set<Direction> floodDirections() {
            return Set.of(Direction.OUT, Direction.ECHO);
        }
    }
}
