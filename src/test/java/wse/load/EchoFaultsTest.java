package wse.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import wse.config.Decoding;
import wse.config.Direction;
import wse.config.Format;
import wse.config.FramesPerWrite;
import wse.config.Masking;
import wse.dialect.EchoDialect;
import wse.engine.Endpoint;
import wse.engine.EngineOptions;
import wse.engine.WebSocketClient;
import wse.load.OddServer.Habit;
import wse.load.OddServer.Peer;
import wse.measure.LatencyCollector;
import wse.measure.Outcome;
import wse.measure.TierMeasurement;
import wse.measure.WrongMessages;
import wse.plan.FloodPlan;
import wse.plan.Flow;
import wse.plan.Ramp;

/** Server faults that could be mistaken for other ones. */
class EchoFaultsTest {

    private static final int CONNECTIONS = 6;
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration DRAIN = Duration.ofMillis(300);
    private static final Duration FLOOD = Duration.ofSeconds(1);

    /** The number of messages that the server has not sent back unchanged. */
    private final AtomicInteger wrong = new AtomicInteger();

    /**
     * Holds each message back until the next one arrives. Drops the first message, and whatever precedes a message with the
     * same content as the one that it dropped last.
     */
    private final class DropsBeforeTwins implements Habit {

        private ByteBuf last;
        private WebSocketFrame held;

        @Override
        public void on(WebSocketFrame frame, Peer peer) {
            if (last == null) {
                drop(frame);
                return;
            }
            if (held != null && last.equals(frame.content())) {
                drop(held);
            } else if (held != null) {
                peer.send(held.retain());
            }
            held = frame.replace(Unpooled.copiedBuffer(frame.content()));
        }

        private void drop(WebSocketFrame frame) {
            wrong.incrementAndGet();
            last = Unpooled.copiedBuffer(frame.content());
        }
    }

    /** A link repeats its messages. When it sends one again, it must no longer be waiting for the echo of the earlier one. */
    @Test
    void shouldNotMistakeAnEchoForThatOfAnEarlierMessageWithTheSameContent() throws Exception {
        WrongMessages counted = wrong(flood(DropsBeforeTwins::new, Decoding.FRAMES));

        assertThat(wrong.get()).isGreaterThan(CONNECTIONS);
        assertThat(counted.missing()).isBetween(wrong.get() - (long) CONNECTIONS, (long) wrong.get());
        assertThat(counted).isEqualTo(new WrongMessages(0, counted.missing(), 0, 0, 0));
    }

    /** Garbles the tenth message so that it is no longer valid UTF-8, and sends the others back. */
    private final class SendsBytesAsText implements Habit {

        private int messages;

        @Override
        public void on(WebSocketFrame frame, Peer peer) {
            if (++messages == 10) {
                wrong.incrementAndGet();
                peer.send(frame.replace(Unpooled.copiedBuffer(frame.content()).setByte(9, 0xff)));
            } else {
                peer.send(frame.retain());
            }
        }
    }

    /** Text that is not UTF-8 ends the connection (RFC 6455 section 8.1), so no later echo confirms anything. */
    @Test
    void shouldSayThatTheServerSentTextThatIsNotUtf8() throws Exception {
        TierMeasurement measured = flood(SendsBytesAsText::new, Decoding.FRAMES);

        assertThat(measured.outcomes().asMap()).isEqualTo(Map.of(Outcome.PROTOCOL_ERROR, (long) CONNECTIONS));
        assertThat(measured.outcomes().detail(Outcome.PROTOCOL_ERROR).text())
                .isEqualTo("the server's text messages must be valid UTF-8");
        assertThat(measured.pingOutcomes().asMap()).isEqualTo(Map.of(Outcome.PROTOCOL_ERROR, (long) CONNECTIONS));
        assertThat(measured.messages().confirmed()).isLessThanOrEqualTo(9L * CONNECTIONS);
        assertThat(measured.messages().lost())
                .isEqualTo(measured.messages().sent() - measured.messages().confirmed())
                .isGreaterThanOrEqualTo(CONNECTIONS);
    }

    @Test
    void shouldCountEchoesThatAreNotUtf8AsGarbledIfTextIsNotChecked() throws Exception {
        TierMeasurement measured = flood(SendsBytesAsText::new, Decoding.UNCHECKED);

        assertThat(wrong(measured)).isEqualTo(new WrongMessages(CONNECTIONS, 0, 0, 0, 0));
        assertThat(measured.messages().lost()).isEqualTo(CONNECTIONS);
        assertThat(measured.pingOutcomes().asMap()).isEqualTo(Map.of(Outcome.MESSAGE_GARBLED, (long) CONNECTIONS));
    }

    private static WrongMessages wrong(TierMeasurement measured) {
        return measured.flood().orElseThrow().wrong();
    }

    private static TierMeasurement flood(Supplier<Habit> habits, Decoding decoding) throws Exception {
        Flow flow = new Flow(Direction.ECHO, Format.JSON, 175, FramesPerWrite.BLOCK, Masking.POOL, 16, decoding);
        FloodPlan plan = new FloodPlan(new Ramp(CONNECTIONS, 0, 0, LONG, LONG), flow, FLOOD, DRAIN);
        try (WebSocketClient client = new WebSocketClient(EngineOptions.of(2));
                OddServer server = new OddServer(habits)) {
            Endpoint endpoint = Endpoint.of(server.address(), "127.0.0.1", "/", Map.of());
            LoadTarget target = new LoadTarget(client, endpoint, new EchoDialect("/"), List.of());
            Stage stage = new Stage(target, new LatencyCollector((kind, histogram) -> {}), new Unwatched());
            return new Loads().run(plan, stage).get(60, TimeUnit.SECONDS).figures();
        }
    }
}
