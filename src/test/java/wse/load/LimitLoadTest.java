package wse.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import wse.Quiet;
import wse.dialect.Conversation;
import wse.dialect.Dialect;
import wse.dialect.EchoDialect;
import wse.dialect.KeepAliveMessage;
import wse.dialect.OpeningRequest;
import wse.dialect.Payload;
import wse.dialect.PingForm;
import wse.engine.Endpoint;
import wse.engine.EngineOptions;
import wse.engine.WebSocketClient;
import wse.load.EchoServer.Mood;
import wse.measure.LatencyCollector;
import wse.measure.LatencyKind;
import wse.measure.Outcome;
import wse.measure.Sampled;
import wse.measure.StrayPongs;
import wse.measure.TierMeasurement;
import wse.plan.HoldPlan;
import wse.plan.LimitStep;
import wse.plan.LimitStep.Before;
import wse.plan.Ramp;
import wse.plan.TierPlan;
import wse.preflight.PortRoom;

@Quiet
class LimitLoadTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final Duration HOLD = Duration.ofMillis(300);

    private final WebSocketClient client = new WebSocketClient(EngineOptions.of(2));
    private final LimitLoad load = new LimitLoad();
    private final AtomicInteger heights = new AtomicInteger();

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void shouldAddConnectionsAndCloseOnlyThoseOfTheLastStep() throws Exception {
        try (EchoServer server = new EchoServer(nth -> Mood.ECHO)) {
            Sampled<TierMeasurement> ten = step(server, 10);
            Sampled<TierMeasurement> more = step(server, 25);
            Sampled<TierMeasurement> less = step(server, 12, Before.FALL_BACK);

            assertStep(ten, 10, 10);
            assertStep(more, 25, 15);
            assertStep(less, 12, 2);
            assertThat(server.messages()).isEqualTo(sent(ten) + sent(more) + sent(less));
            assertThat(heights).hasValue(3);
            await(load.down());
            assertThat(server.awaitNoConnection(10)).isTrue();
        }
    }

    /** The hold is three intervals long, and the roll call adds one ping per connection. */
    @Test
    void shouldKeepEachConnectionAliveUntilTheEndOfTheHold() throws Exception {
        try (EchoServer server = new EchoServer(nth -> Mood.ECHO)) {
            Sampled<TierMeasurement> run = step(server, 10);

            assertThat(sent(run)).isGreaterThanOrEqualTo(10 * 2 + 10);
            assertThat(run.figures().duration()).isGreaterThanOrEqualTo(HOLD);
            await(load.down());
        }
    }

    /**
     * Keep-alive messages are a fifth of the hold apart, also on the connections of the step before. They are not
     * answered and do not count as pings, so each connection is pinged only once in each step.
     */
    @Test
    void shouldSendKeepAliveMessagesInsteadOfPings() throws Exception {
        KeepAliveMessage shown = KeepAliveMessage.unanswered(Payload.text("alive"), HOLD.dividedBy(5));
        try (EchoServer server = new EchoServer(nth -> Mood.SWALLOW)) {
            TierMeasurement ten = kept(server, shown, 10);
            TierMeasurement more = kept(server, shown, 15);

            assertThat(ten.pingOutcomes().asMap()).isEqualTo(Map.of(Outcome.OK, 10L));
            assertThat(more.pingOutcomes().asMap()).isEqualTo(Map.of(Outcome.OK, 15L));
            assertThat(ten.messages().hellos()).isBetween(10L * 3, 10L * 20);
            assertThat(more.messages().hellos()).isBetween(15L * 3, 15L * 20);
            assertThat((long) server.messages())
                    .isEqualTo(ten.messages().hellos() + more.messages().hellos());
            await(load.down());
        }
    }

    private TierMeasurement kept(EchoServer server, KeepAliveMessage shown, int connections) throws Exception {
        Dialect dialect = new Dialect() {
            @Override
            public String name() {
                return "kept alive";
            }

            @Override
            public OpeningRequest openingRequest(int user) {
                return OpeningRequest.of("/");
            }

            @Override
            public Optional<KeepAliveMessage> keepAlive() {
                return Optional.of(shown);
            }
        };
        return step(server, dialect, new LimitStep(plan(connections, 0), Before.KEEP, 0, Duration.ZERO, false))
                .figures();
    }

    @Test
    void shouldReconnectEverythingAfterAReset() throws Exception {
        try (EchoServer server = new EchoServer(nth -> Mood.ECHO)) {
            assertStep(step(server, 10), 10, 10);
            assertStep(step(server, 20, Before.RESET), 20, 20);
            await(load.down());
            assertThat(server.awaitNoConnection(10)).isTrue();
        }
    }

    /** The server closes first, so TIME_WAIT is on its side, and no step of a search has to wait for ports. */
    @Test
    void shouldLeaveNoPortInTimeWaitOnItsOwnSide() throws Exception {
        try (EchoServer server = new EchoServer(nth -> Mood.ECHO)) {
            step(server, 50);
            step(server, 100, Before.RESET);
            await(load.down());
            assertThat(server.awaitNoConnection(10)).isTrue();

            Optional<PortRoom> room = PortRoom.towards(List.of(server.address()), 1);
            assertThat(room).as("TIME_WAIT on the server's side").isPresent();
            assertThat(room.get().lingering()).as("TIME_WAIT on this side").isZero();
        }
    }

    @Test
    void shouldReportALostConnectionOnceAndReplaceIt() throws Exception {
        try (EchoServer server = new EchoServer(nth -> nth == 3 ? Mood.CLOSE_4000 : Mood.ECHO)) {
            Sampled<TierMeasurement> first = step(server, 10);
            Sampled<TierMeasurement> second = step(server, 20);

            assertThat(first.figures().alive()).hasValue(9);
            assertThat(first.figures().outcomes().asMap())
                    .isEqualTo(Map.of(Outcome.OK, 9L, Outcome.closedByServer(4000), 1L));
            assertStep(second, 20, 11);
            await(load.down());
        }
    }

    /**
     * Some servers close the older one of two connections of the same user. The first ping, which closes a connection, is that
     * of the first connection of an event loop.
     */
    @Test
    void shouldGiveNoUserToTwoConnections() throws Exception {
        List<Integer> users = new CopyOnWriteArrayList<>();
        Dialect dialect = new NotedUsers(new EchoDialect("/"), users);
        try (EchoServer server = new EchoServer(nth -> nth == 1 ? Mood.CLOSE_4000 : Mood.ECHO)) {
            step(server, dialect, new LimitStep(plan(10, 0), Before.KEEP, 0, Duration.ZERO, true));
            assertThat(users).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
            users.clear();
            Sampled<TierMeasurement> more =
                    step(server, dialect, new LimitStep(plan(12, 0), Before.KEEP, 0, Duration.ZERO, true));

            assertStep(more, 12, 3);
            assertThat(users).hasSize(3).contains(10, 11).containsAnyOf(0, 1);
            await(load.down());
        }
    }

    /** Notes which users connect. */
    private record NotedUsers(EchoDialect dialect, List<Integer> users) implements Dialect {

        @Override
        public String name() {
            return dialect.name();
        }

        @Override
        public OpeningRequest openingRequest(int user) {
            return dialect.openingRequest(user);
        }

        @Override
        public Conversation conversation(int user) {
            users.add(user);
            return dialect.conversation(user);
        }

        @Override
        public PingForm pingForm() {
            return dialect.pingForm();
        }

        @Override
        public void writePing(ByteBuf out, long id) {
            dialect.writePing(out, id);
        }
    }

    /** The other member may hold more than its share, and this one less. */
    @Test
    void shouldAddItsPartOfATrialHoweverManyConnectionsItHas() throws Exception {
        try (EchoServer server = new EchoServer(nth -> Mood.ECHO)) {
            step(server, plan(10, 0).split(2).get(0), Before.KEEP);
            HoldPlan more = (HoldPlan) plan(25, 0).split(2).get(0);
            Sampled<TierMeasurement> trial =
                    step(server, new EchoDialect("/"), new LimitStep(more, Before.ADD_TO_LAST, 5, Duration.ZERO, true));

            assertStep(trial, 5 + 3, 3);
            await(load.down());
        }
    }

    /**
     * The connections that are already open are pinged first, so the server closes two of them and none of the added
     * ones.
     */
    @Test
    void shouldDistinguishLostConnectionsOfEarlierStepsFromAddedOnes() throws Exception {
        AtomicInteger toClose = new AtomicInteger();
        try (EchoServer server = new EchoServer(nth -> toClose.getAndDecrement() > 0 ? Mood.CLOSE_4000 : Mood.ECHO)) {
            assertThat(step(server, 10).figures().figures().lostEarlier()).isZero();
            toClose.set(2);
            TierMeasurement second = step(server, 15).figures();

            assertThat(second.alive()).hasValue(13);
            assertThat(second.figures().lostEarlier()).isEqualTo(2);
            await(load.down());
        }
    }

    /** A trial adds connections to the step before; falling back closes both. */
    @Test
    void shouldAlsoCloseConnectionsThatWereAddedToTheLastStep() throws Exception {
        try (EchoServer server = new EchoServer(nth -> Mood.ECHO)) {
            step(server, 10);
            step(server, 15);
            assertStep(step(server, 18, Before.ADD_TO_LAST), 18, 3);
            assertStep(step(server, 12, Before.FALL_BACK), 12, 2);
            await(load.down());
            assertThat(server.awaitNoConnection(10)).isTrue();
        }
    }

    private static void assertStep(Sampled<TierMeasurement> run, int connections, int added) {
        assertThat(run.figures().alive()).hasValue(connections);
        assertThat(run.figures().connected()).isEqualTo(connections);
        assertThat(run.figures().outcomes().asMap()).isEqualTo(Map.of(Outcome.OK, (long) connections));
        assertThat(run.figures().latencies().get(LatencyKind.CONNECT).getTotalCount())
                .isEqualTo(added);
        assertThat(run.figures().pingOutcomes().asMap()).isEqualTo(Map.of(Outcome.OK, (long) sent(run)));
        assertThat(run.figures().messages().lost()).isZero();
        assertThat(run.figures().caveats().strayPongs()).isEqualTo(StrayPongs.NONE);
    }

    private static int sent(Sampled<TierMeasurement> run) {
        return (int) run.figures().messages().sent();
    }

    /** A member's share grows with the whole step; if it does not grow, its connections are held. */
    @Test
    void shouldGrowTheShareOfOneMember() throws Exception {
        try (EchoServer server = new EchoServer(nth -> Mood.ECHO)) {
            assertStep(step(server, plan(10, 0).split(3).get(1), Before.KEEP), 3, 3);
            assertStep(step(server, plan(21, 0).split(3).get(1), Before.KEEP), 7, 4);
            Sampled<TierMeasurement> same = step(server, plan(22, 0).split(3).get(1), Before.KEEP);

            assertThat(same.figures().alive()).hasValue(7);
            assertThat(same.figures().latencies()).doesNotContainKey(LatencyKind.CONNECT);
            await(load.down());
            assertThat(server.awaitNoConnection(10)).isTrue();
        }
    }

    /** The schedule of the added connections begins with the step, as if the others did not count. */
    @Test
    void shouldConnectTheAddedConnectionsAtTheGivenRate() throws Exception {
        try (EchoServer server = new EchoServer(nth -> Mood.ECHO)) {
            step(server, plan(100, 1000), Before.KEEP);
            Sampled<TierMeasurement> added = step(server, plan(121, 100), Before.KEEP);

            assertThat(added.figures().ramp()).isBetween(Duration.ofMillis(200), Duration.ofMillis(900));
            await(load.down());
        }
    }

    private Sampled<TierMeasurement> step(EchoServer server, int connections) throws Exception {
        return step(server, connections, Before.KEEP);
    }

    private Sampled<TierMeasurement> step(EchoServer server, int connections, Before before) throws Exception {
        return step(server, plan(connections, 0), before);
    }

    private static HoldPlan plan(int connections, double perSecond) {
        return new HoldPlan(new Ramp(connections, 0, perSecond, LONG, LONG), HOLD, Duration.ofMillis(100), LONG);
    }

    private Sampled<TierMeasurement> step(EchoServer server, TierPlan hold, Before before) throws Exception {
        return step(server, new EchoDialect("/"), new LimitStep((HoldPlan) hold, before, 0, PAUSE, true));
    }

    private Sampled<TierMeasurement> step(EchoServer server, Dialect dialect, LimitStep step) throws Exception {
        Endpoint endpoint = Endpoint.of(server.address(), "127.0.0.1", "/", Map.of());
        LoadTarget target = new LoadTarget(client, endpoint, dialect, List.of());
        LatencyCollector collector = new LatencyCollector((kind, histogram) -> {});
        return await(load.step(step, new Stage(target, collector, new Watcher())));
    }

    private static <T> T await(CompletableFuture<T> future) throws Exception {
        return future.get(60, TimeUnit.SECONDS);
    }

    private final class Watcher implements Stage.Watcher {
        @Override
        public CompletableFuture<Void> onUp() {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletableFuture<Void> onHeight() {
            heights.incrementAndGet();
            return CompletableFuture.completedFuture(null);
        }
    }
}
