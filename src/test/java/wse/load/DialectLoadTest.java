package wse.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import wse.dialect.CloseMeaning;
import wse.dialect.Dialect;
import wse.dialect.KeepAliveMessage;
import wse.dialect.Meaning;
import wse.dialect.OpeningRequest;
import wse.dialect.Payload;
import wse.dialect.PingForm;
import wse.engine.Endpoint;
import wse.engine.EngineOptions;
import wse.engine.WebSocketClient;
import wse.load.EchoServer.Mood;
import wse.load.EchoServer.Moods;
import wse.measure.LatencyCollector;
import wse.measure.Outcome;
import wse.measure.TierMeasurement;
import wse.plan.PingPlan;
import wse.plan.Ramp;
import wse.plan.StormPlan;
import wse.plan.TierPlan;

/** How a load uses the answers of a dialect. The server sends every message back. */
class DialectLoadTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Moods ECHO = nth -> Mood.ECHO;

    private final WebSocketClient client = new WebSocketClient(EngineOptions.of(2));

    @AfterEach
    void close() {
        client.close();
    }

    /** A dialect made of its first message and of how it interprets an echo; its pings are answered in order. */
    private record Scripted(Meaning opened, Function<String, Meaning> meanings, Optional<KeepAliveMessage> keepAlive)
            implements Dialect {

        private static final OpeningRequest REQUEST = OpeningRequest.of("/");

        Scripted(Meaning opened, Function<String, Meaning> meanings) {
            this(opened, meanings, Optional.empty());
        }

        @Override
        public String name() {
            return "scripted";
        }

        @Override
        public OpeningRequest openingRequest(int user) {
            return REQUEST;
        }

        @Override
        public Meaning onOpen() {
            return opened;
        }

        @Override
        public Meaning onMessage(ByteBuf message, boolean text) {
            return meanings.apply(message.toString(StandardCharsets.UTF_8));
        }

        @Override
        public PingForm pingForm() {
            return PingForm.TEXT;
        }

        @Override
        public void writePing(ByteBuf out, long id) {
            ByteBufUtil.writeAscii(out, "ping");
        }

        @Override
        public Optional<CloseMeaning> closeMeaning(int code) {
            return code == 4000 ? Optional.of(new CloseMeaning(true, "enough")) : Optional.empty();
        }
    }

    private static Meaning pongs(String message) {
        return message.equals("ping") ? Meaning.PONG : Meaning.OTHER;
    }

    @Test
    void shouldSendEachMessageOfALoginAfterTheAnswerToTheOneBefore() throws Exception {
        Dialect dialect = new Scripted(
                Meaning.send(Payload.text("one")).andSend(Payload.text("two")),
                message -> message.equals("two")
                        ? Meaning.send(Payload.text("three"))
                        : message.equals("three") ? Meaning.READY.andSend(Payload.text("hello")) : Meaning.OTHER);

        try (EchoServer server = new EchoServer(ECHO)) {
            TierMeasurement run = carryOut(server, dialect, new StormPlan(ramp(3, 0)));

            assertThat(run.outcomes().asMap()).isEqualTo(Map.of(Outcome.OK, 3L));
            assertThat(run.messages().hellos()).isEqualTo(12);
        }
    }

    @Test
    void shouldReportARefusedLogin() throws Exception {
        Dialect dialect = new Scripted(Meaning.send(Payload.text("one")), message -> Meaning.refused("no"));

        try (EchoServer server = new EchoServer(ECHO)) {
            TierMeasurement run = carryOut(server, dialect, new StormPlan(ramp(3, 0)));

            assertThat(run.outcomes().asMap()).isEqualTo(Map.of(Outcome.AUTH_REJECTED, 3L));
        }
    }

    @Test
    void shouldAskTheDialectWhatACloseCodeMeans() throws Exception {
        Dialect dialect = new Scripted(Meaning.send(Payload.text("one")), message -> Meaning.OTHER);

        try (EchoServer server = new EchoServer(nth -> Mood.CLOSE_4000)) {
            TierMeasurement run = carryOut(server, dialect, new StormPlan(ramp(2, 0)));

            assertThat(run.outcomes().asMap()).isEqualTo(Map.of(Outcome.AUTH_REJECTED, 2L));
        }
    }

    /** The server's ping is the echo of the last message of the login. */
    @Test
    void shouldAnswerTheServersOwnPing() throws Exception {
        Meaning answer = Meaning.SERVER_PING.andSend(Payload.text("3"));
        Dialect dialect = new Scripted(
                Meaning.READY.andSend(Payload.text("2")), message -> message.equals("2") ? answer : pongs(message));

        try (EchoServer server = new EchoServer(ECHO)) {
            TierMeasurement run = carryOut(server, dialect, new PingPlan(ramp(2, 0), 3, 0, LONG));

            assertThat(run.pingOutcomes().asMap()).isEqualTo(Map.of(Outcome.OK, 6L));
            assertThat(run.messages().hellos()).isEqualTo(4);
            assertThat(server.messages()).isEqualTo(10);
        }
    }

    @Test
    void shouldMatchAnswersWithoutIdsInOrderWithManyInFlight() throws Exception {
        Dialect dialect = new Scripted(Meaning.READY, DialectLoadTest::pongs);

        try (EchoServer server = new EchoServer(ECHO)) {
            TierMeasurement run = carryOut(server, dialect, new PingPlan(ramp(3, 0), 50, 1_000, LONG));

            assertThat(run.pingOutcomes().asMap()).isEqualTo(Map.of(Outcome.OK, 150L));
        }
    }

    /**
     * Without ids, the n-th answer belongs to the n-th ping, so after a missing answer, the next may belong to another
     * ping.
     */
    @Test
    void shouldNotMistakeALateAnswerForThatOfTheNextPing() throws Exception {
        Dialect dialect = new Scripted(Meaning.READY, DialectLoadTest::pongs);

        try (EchoServer server = new EchoServer(nth -> nth == 1 ? Mood.SWALLOW : Mood.ECHO)) {
            TierMeasurement run = carryOut(server, dialect, new PingPlan(ramp(1, 0), 3, 0, SHORT));

            assertThat(run.pingOutcomes().asMap()).isEqualTo(Map.of(Outcome.PONG_TIMEOUT, 3L));
            assertThat(server.messages()).isEqualTo(3);
        }
    }

    @Test
    void shouldNotMistakeTheAnswerToAKeepAliveMessageForAPong() throws Exception {
        KeepAliveMessage keepAlive = KeepAliveMessage.answered(Payload.text("ping"), Duration.ofMillis(30));
        Dialect dialect = new Scripted(Meaning.READY, DialectLoadTest::pongs, Optional.of(keepAlive));

        try (EchoServer server = new EchoServer(ECHO)) {
            TierMeasurement run = carryOut(server, dialect, new PingPlan(ramp(10, 20), 2, 0, LONG));

            assertThat(run.messages().hellos()).isPositive();
            assertThat(run.pingOutcomes().asMap()).isEqualTo(Map.of(Outcome.OK, 20L));
            assertThat((long) server.messages()).isEqualTo(20 + run.messages().hellos());
        }
    }

    @Test
    void shouldSendPingFramesIfTheDialectHasNoPing() throws Exception {
        Dialect dialect = new Dialect() {
            @Override
            public String name() {
                return "bare";
            }

            @Override
            public OpeningRequest openingRequest(int user) {
                return Scripted.REQUEST;
            }
        };

        try (EchoServer server = new EchoServer(ECHO)) {
            TierMeasurement run = carryOut(server, dialect, new PingPlan(ramp(2, 0), 5, 0, LONG));

            assertThat(run.pingOutcomes().asMap()).isEqualTo(Map.of(Outcome.OK, 10L));
            assertThat(server.messages()).isZero();
        }
    }

    @Test
    void shouldEncodeARequestOnceForAllUsersThatShareIt() throws Exception {
        try (EchoServer server = new EchoServer(ECHO)) {
            LoadTarget same = target(server, new Scripted(Meaning.READY, DialectLoadTest::pongs));
            LoadTarget own = target(server, new Dialect() {
                @Override
                public String name() {
                    return "own";
                }

                @Override
                public OpeningRequest openingRequest(int user) {
                    return OpeningRequest.of("/").withHeader("X-User", String.valueOf(user));
                }
            });

            assertThat(same.endpoint(7, 0)).isSameAs(same.endpoint());
            assertThat(own.endpoint(7, 0)).isNotSameAs(own.endpoint());
        }
    }

    private static Ramp ramp(int connections, double connectsPerSecond) {
        return new Ramp(connections, 0, connectsPerSecond, LONG, LONG);
    }

    private LoadTarget target(EchoServer server, Dialect dialect) {
        OpeningRequest request = dialect.openingRequest(0);
        Endpoint endpoint = Endpoint.of(server.address(), "127.0.0.1", request.target(), request.allHeaders());
        return new LoadTarget(client, endpoint, dialect, List.of());
    }

    private TierMeasurement carryOut(EchoServer server, Dialect dialect, TierPlan plan) throws Exception {
        LatencyCollector collector = new LatencyCollector((kind, histogram) -> {});
        Stage stage = new Stage(target(server, dialect), collector, new Unwatched());
        return new Loads().run(plan, stage).get(60, TimeUnit.SECONDS).figures();
    }
}
