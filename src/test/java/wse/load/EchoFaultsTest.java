package wse.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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
import wse.measure.WrongMessages;
import wse.plan.FloodPlan;
import wse.plan.Flow;
import wse.plan.Ramp;

/** A link sends the same contents again and again: when a content is sent again, its earlier echo must not be awaited. */
class EchoTwinsTest {

    private static final int CONNECTIONS = 6;
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration DRAIN = Duration.ofMillis(300);
    private static final Duration FLOOD = Duration.ofSeconds(1);

    /** The number of messages that the server has not sent back. */
    private final AtomicInteger dropped = new AtomicInteger();

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
            held = frame.copy();
        }

        private void drop(WebSocketFrame frame) {
            dropped.incrementAndGet();
            last = frame.content().copy();
        }
    }

    @Test
    void shouldNotTakeAnEchoForThatOfAnEarlierMessageWithTheSameContent() throws Exception {
        WrongMessages wrong = flood();

        assertThat(dropped.get()).isGreaterThan(CONNECTIONS);
        assertThat(wrong.missing()).isBetween(dropped.get() - (long) CONNECTIONS, (long) dropped.get());
        assertThat(wrong).isEqualTo(new WrongMessages(0, wrong.missing(), 0, 0, 0));
    }

    private WrongMessages flood() throws Exception {
        Flow flow = new Flow(Direction.ECHO, Format.JSON, 175, FramesPerWrite.BLOCK, Masking.POOL, 16, Decoding.FRAMES);
        FloodPlan plan = new FloodPlan(new Ramp(CONNECTIONS, 0, 0, LONG, LONG), flow, FLOOD, DRAIN);
        try (WebSocketClient client = new WebSocketClient(EngineOptions.of(2));
                OddServer server = new OddServer(DropsBeforeTwins::new)) {
            Endpoint endpoint = Endpoint.of(server.address(), "127.0.0.1", "/", Map.of());
            LoadTarget target = new LoadTarget(client, endpoint, new EchoDialect("/"), List.of());
            Stage stage = new Stage(target, new LatencyCollector((kind, histogram) -> {}), new Unwatched());
            return new Loads()
                    .run(plan, stage)
                    .get(60, TimeUnit.SECONDS)
                    .figures()
                    .flood()
                    .orElseThrow()
                    .wrong();
        }
    }
}
