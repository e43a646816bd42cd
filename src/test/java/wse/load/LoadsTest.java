package wse.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import wse.Quiet;
import wse.dialect.Dialect;
import wse.dialect.EchoDialect;
import wse.dialect.WseDialect;
import wse.engine.Endpoint;
import wse.engine.EngineOptions;
import wse.engine.WebSocketClient;
import wse.load.EchoServer.Mood;
import wse.measure.LatencyCollector;
import wse.measure.LatencyKind;
import wse.measure.LiveCounts;
import wse.measure.Outcome;
import wse.measure.Sampled;
import wse.measure.TierMeasurement;
import wse.plan.HoldPlan;
import wse.plan.PingPlan;
import wse.plan.Ramp;
import wse.plan.StormPlan;
import wse.plan.TierPlan;

@Quiet
class LoadsTest {

    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofSeconds(20);

    private final WebSocketClient client = new WebSocketClient(EngineOptions.of(2));
    private final AtomicInteger ups = new AtomicInteger();
    private final AtomicInteger heights = new AtomicInteger();
    private CompletableFuture<Void> look = CompletableFuture.completedFuture(null);

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void shouldOpenAndCloseAllConnectionsOfAStorm() throws Exception {
        try (EchoServer server = new EchoServer(nth -> Mood.ECHO)) {
            Sampled<TierMeasurement> run = carryOut(server, new StormPlan(ramp(40, 0, 0)));
            assertThat(run.figures().outcomes().asMap()).isEqualTo(Map.of(Outcome.OK, 40L));
            assertThat(run.figures().connected()).isEqualTo(40);
            assertThat(count(run, LatencyKind.CONNECT)).isEqualTo(40);
            assertThat(run.figures().latencies()).doesNotContainKey(LatencyKind.RESPONSE);
            assertThat(run.samples().stream().mapToInt(s -> s.size()).sum()).isEqualTo(40);
            assertThat(ups).hasValue(1);
            assertThat(heights).hasValue(1);
        }
    }

    @Test
    void shouldKeepTheHandshakesWithinTheWindow() throws Exception {
        try (EchoServer server = new EchoServer(nth -> Mood.ECHO)) {
            Sampled<TierMeasurement> run = carryOut(server, new StormPlan(ramp(30, 1, 0)));
            assertThat(run.figures().outcomes().of(Outcome.OK)).isEqualTo(30);
        }
    }

    @Test
    void shouldConnectAtTheGivenRate() throws Exception {
        try (EchoServer server = new EchoServer(nth -> Mood.ECHO)) {
            Sampled<TierMeasurement> run = carryOut(server, new StormPlan(ramp(21, 0, 100)));
            assertThat(run.figures().outcomes().of(Outcome.OK)).isEqualTo(21);
            assertThat(run.figures().ramp()).isGreaterThanOrEqualTo(Duration.ofMillis(200));
            assertThat(count(run, LatencyKind.RESPONSE)).isEqualTo(21);
            assertThat(run.figures().slip().getTotalCount()).isEqualTo(21);
        }
    }

    @Test
    void shouldCloseEverythingAndFailWhenTheServersCountersCannotBeRead() throws Exception {
        look = CompletableFuture.failedFuture(new IllegalStateException("out of reach"));
        try (EchoServer server = new EchoServer(nth -> Mood.ECHO)) {
            assertThatThrownBy(() -> carryOut(server, new StormPlan(ramp(3, 0, 0))))
                    .hasMessageContaining("out of reach");
            assertThat(server.awaitNoConnection(10)).isTrue();
        }
    }

    @Test
    void shouldReportRefusedConnects() throws Exception {
        int freePort;
        try (ServerSocket socket = new ServerSocket(0)) {
            freePort = socket.getLocalPort();
        }
        Sampled<TierMeasurement> run =
                carryOut(new InetSocketAddress("127.0.0.1", freePort), new StormPlan(ramp(5, 0, 0)), true);
        assertThat(run.figures().outcomes().asMap()).isEqualTo(Map.of(Outcome.CONNECT_REFUSED, 5L));
        assertThat(run.figures().connected()).isZero();
    }

    @Test
    void shouldReportAServerThatNeverSaysReady() throws Exception {
        try (EchoServer server = new EchoServer(nth -> Mood.ECHO)) {
            Ramp ramp = new Ramp(3, 0, 0, LONG, SHORT);
            Sampled<TierMeasurement> run = carryOut(server.address(), new StormPlan(ramp), false);
            assertThat(run.figures().outcomes().asMap()).isEqualTo(Map.of(Outcome.READY_TIMEOUT, 3L));
        }
    }

    @Test
    void shouldPingInAClosedLoop() throws Exception {
        try (EchoServer server = new EchoServer(nth -> Mood.ECHO)) {
            Sampled<TierMeasurement> run = carryOut(server, new PingPlan(ramp(10, 0, 0), 7, 0, LONG));
            assertThat(run.figures().pingOutcomes().asMap()).isEqualTo(Map.of(Outcome.OK, 70L));
            assertThat(run.figures().messages().confirmed()).isEqualTo(70);
            assertThat(server.messages()).isEqualTo(70);
            assertThat(count(run, LatencyKind.SERVICE)).isEqualTo(70);
            assertThat(run.figures().latencies()).doesNotContainKey(LatencyKind.RESPONSE);
        }
    }

    @Test
    void shouldPingOnAnOpenSchedule() throws Exception {
        try (EchoServer server = new EchoServer(nth -> Mood.ECHO)) {
            Sampled<TierMeasurement> run = carryOut(server, new PingPlan(ramp(10, 0, 0), 7, 50, LONG));
            assertThat(run.figures().pingOutcomes().asMap()).isEqualTo(Map.of(Outcome.OK, 70L));
            assertThat(run.figures().duration()).isGreaterThanOrEqualTo(Duration.ofMillis(120));
            assertThat(count(run, LatencyKind.RESPONSE)).isEqualTo(70);
        }
    }

    @Test
    void shouldRecordAnUnansweredPingWithItsTimeOut() throws Exception {
        try (EchoServer server = new EchoServer(nth -> nth == 3 ? Mood.SWALLOW : Mood.ECHO)) {
            Sampled<TierMeasurement> run = carryOut(server, new PingPlan(ramp(1, 0, 0), 5, 0, SHORT));
            assertThat(run.figures().pingOutcomes().asMap())
                    .isEqualTo(Map.of(Outcome.OK, 4L, Outcome.PONG_TIMEOUT, 1L));
            assertThat(run.figures().latencies().get(LatencyKind.SERVICE).getMaxValue())
                    .isBetween(SHORT.toMillis() * 1_000, SHORT.toMillis() * 1_010);
            assertThat(run.figures().messages().lost()).isEqualTo(1);
            assertThat(count(run, LatencyKind.SERVICE)).isEqualTo(5);
        }
    }

    @Test
    void shouldCountASecondPongAsLateOnly() throws Exception {
        try (EchoServer server = new EchoServer(nth -> Mood.ECHO_TWICE)) {
            Sampled<TierMeasurement> run = carryOut(server, new PingPlan(ramp(2, 0, 0), 4, 0, LONG));
            assertThat(run.figures().pingOutcomes().asMap()).isEqualTo(Map.of(Outcome.OK, 8L));
            assertThat(run.figures().caveats().strayPongs().repeated()).isBetween(6L, 8L);
        }
    }

    @Test
    void shouldRecordEveryPlannedPingOfALostConnection() throws Exception {
        Outcome closed = Outcome.closedByServer(4000);
        try (EchoServer server = new EchoServer(nth -> nth == 4 ? Mood.CLOSE_4000 : Mood.ECHO)) {
            Sampled<TierMeasurement> run = carryOut(server, new PingPlan(ramp(1, 0, 0), 10, 0, LONG));
            assertThat(run.figures().outcomes().asMap()).isEqualTo(Map.of(closed, 1L));
            assertThat(run.figures().pingOutcomes().asMap()).isEqualTo(Map.of(Outcome.OK, 3L, closed, 7L));
            assertThat(run.figures().messages().sent()).isEqualTo(4);
        }
    }

    /** The close frame follows the pong directly, so it arrives before the connection would be closed anyway. */
    @Test
    void shouldNoticeThatTheServerClosesAConnectionAfterItsLastPing() throws Exception {
        Outcome closed = Outcome.closedByServer(4000);
        try (EchoServer server = new EchoServer(nth -> nth == 3 ? Mood.ECHO_AND_CLOSE_4000 : Mood.ECHO)) {
            Sampled<TierMeasurement> run = carryOut(server, new PingPlan(ramp(1, 0, 0), 3, 0, LONG));

            assertThat(run.figures().pingOutcomes().asMap()).isEqualTo(Map.of(Outcome.OK, 3L));
            assertThat(run.figures().outcomes().asMap()).isEqualTo(Map.of(closed, 1L));
            assertThat(run.samples().get(0).outcomes()).containsExactly(closed);
        }
    }

    @Test
    void shouldTellTheOutcomesOfPingsWhenTheTierIsEnded() throws Exception {
        try (EchoServer server = new EchoServer(nth -> nth > 7 ? Mood.SWALLOW : Mood.ECHO)) {
            Loads loads = new Loads();
            Stage stage = stage(server.address(), true);
            CompletableFuture<Sampled<TierMeasurement>> run =
                    loads.run(new PingPlan(ramp(1, 0, 0), 8, 0, SHORT.multipliedBy(4)), stage);

            while (!run.isDone() && server.messages() < 8) {
                Thread.onSpinWait();
            }
            SoFar soFar = loads.soFar(stage.live()).get();

            assertThat(soFar.pings().asMap()).isEqualTo(Map.of(Outcome.OK, 7L));
            assertThat(soFar.outcomes().asMap()).isEqualTo(Map.of(Outcome.OK, 1L));
            assertThat(count(run.get(60, TimeUnit.SECONDS), LatencyKind.SERVICE))
                    .isEqualTo(7);
        }
    }

    @Test
    void shouldRecordEveryScheduledPingOfADroppedConnection() throws Exception {
        try (EchoServer server = new EchoServer(nth -> nth == 4 ? Mood.DROP : Mood.ECHO)) {
            Sampled<TierMeasurement> run = carryOut(server, new PingPlan(ramp(2, 0, 0), 10, 100, LONG));
            assertThat(run.figures().pingOutcomes().total()).isEqualTo(20);
            assertThat(run.figures().outcomes().asMap()).isEqualTo(Map.of(Outcome.OK, 1L, Outcome.RESET, 1L));
            assertThat(run.figures().pingOutcomes().of(Outcome.OK)).isBetween(11L, 19L);
        }
    }

    @Test
    void shouldKeepReadyConnectionsAliveWhileOthersConnect() throws Exception {
        try (EchoServer server = new EchoServer(nth -> Mood.ECHO)) {
            Stage stage = stage(server.address(), new Restless(Duration.ofMillis(50)));
            TierAccount account = new TierAccount(stage);
            Fleet fleet = Fleet.of(stage, account, ramp(20, 0, 20));
            FleetPings pings = fleet.upKeptAlive()
                    .thenApply(nothing -> FleetPings.open(fleet, account, LONG))
                    .thenCompose(equipped -> fleet.down().thenApply(nothing -> equipped))
                    .get(60, TimeUnit.SECONDS);
            Sampled<TierMeasurement> run = account.sum(fleet.figures(), pings.figures());

            assertThat(run.figures().messages().sent()).isZero();
            // One of the 20 links connects every 50 ms, and then sends a keep-alive message every 50 ms until all have
            // connected.
            assertThat(run.figures().messages().hellos()).isBetween(20L, 400L).isEqualTo(server.messages());
            assertThat(run.figures().pingOutcomes().total()).isZero();
            assertThat(run.figures().latencies().get(LatencyKind.SERVICE).getTotalCount())
                    .isZero();
        }
    }

    @Test
    void shouldSendKeepAliveMessagesAtTheirOwnIntervalWhateverTheTimeOuts() throws Exception {
        try (EchoServer server = new EchoServer(nth -> Mood.ECHO)) {
            Duration timeout = Duration.ofMillis(100);
            Ramp slow = new Ramp(20, 0, 20, LONG, timeout);
            Stage stage = stage(server.address(), new Restless(Duration.ofSeconds(45)));
            Sampled<TierMeasurement> storm =
                    new Loads().run(new StormPlan(slow), stage).get(60, TimeUnit.SECONDS);
            Sampled<TierMeasurement> pings =
                    new Loads().run(new PingPlan(slow, 1, 0, timeout), stage).get(60, TimeUnit.SECONDS);

            assertThat(storm.figures().ramp()).isGreaterThan(timeout.multipliedBy(5));
            assertThat(storm.figures().messages().hellos()).isZero();
            assertThat(pings.figures().messages().hellos()).isZero();
        }
    }

    @Test
    void shouldCountAsAliveOnlyConnectionsThatAnswerAtTheEnd() throws Exception {
        try (EchoServer server = new EchoServer(nth -> nth == 26 ? Mood.SWALLOW : Mood.ECHO)) {
            HoldPlan plan = new HoldPlan(ramp(5, 0, 0), Duration.ofMillis(250), Duration.ofMillis(50), SHORT);
            assertThat(plan.pings()).isEqualTo(5);
            Sampled<TierMeasurement> run = carryOut(server, plan);
            assertThat(run.figures().alive()).hasValue(4);
            assertThat(run.figures().connected()).isEqualTo(5);
            assertThat(run.figures().pingOutcomes().asMap())
                    .isEqualTo(Map.of(Outcome.OK, 29L, Outcome.PONG_TIMEOUT, 1L));
            assertThat(run.figures().duration()).isGreaterThanOrEqualTo(plan.hold());
        }
    }

    private Sampled<TierMeasurement> carryOut(EchoServer server, TierPlan plan) throws Exception {
        return carryOut(server.address(), plan, true);
    }

    private Sampled<TierMeasurement> carryOut(InetSocketAddress address, TierPlan plan, boolean echo) throws Exception {
        Stage stage = stage(address, echo);
        Sampled<TierMeasurement> run = new Loads().run(plan, stage).get(60, TimeUnit.SECONDS);
        assertThat(stage.live().counts())
                .isEqualTo(LiveCounts.of(run.figures().outcomes(), run.figures().pingOutcomes()));
        return run;
    }

    private Stage stage(InetSocketAddress address, boolean echo) {
        return stage(address, echo ? new EchoDialect("/") : new WseDialect("/", "token"));
    }

    private Stage stage(InetSocketAddress address, Dialect dialect) {
        Endpoint endpoint = Endpoint.of(address, "127.0.0.1", "/", Map.of());
        LoadTarget target = new LoadTarget(client, endpoint, dialect, List.of());
        LatencyCollector collector = new LatencyCollector((kind, histogram) -> {});
        return new Stage(target, collector, new CountingWatcher());
    }

    private final class CountingWatcher implements Stage.Watcher {
        @Override
        public CompletableFuture<Void> onUp() {
            ups.incrementAndGet();
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletableFuture<Void> onHeight() {
            heights.incrementAndGet();
            return look;
        }
    }

    private static long count(Sampled<TierMeasurement> run, LatencyKind kind) {
        return run.figures().latencies().get(kind).getTotalCount();
    }

    private static Ramp ramp(int connections, int window, double rate) {
        return new Ramp(connections, window, rate, LONG, LONG);
    }
}
