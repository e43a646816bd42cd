package wse.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.netty.buffer.PooledByteBufAllocator;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import wse.Cores;
import wse.Quiet;
import wse.config.Decoding;
import wse.config.Direction;
import wse.config.Format;
import wse.config.FramesPerWrite;
import wse.config.Masking;
import wse.config.ReadMode;
import wse.dialect.CounterNames;
import wse.dialect.Dialect;
import wse.dialect.EchoDialect;
import wse.dialect.Jwt;
import wse.dialect.WseDialect;
import wse.engine.Endpoint;
import wse.engine.EngineOptions;
import wse.engine.FrameBlock;
import wse.engine.WebSocketClient;
import wse.health.ClientReading;
import wse.health.ClientWatch;
import wse.health.Judge;
import wse.health.ServerMetrics;
import wse.health.ServerWatch;
import wse.load.EchoServer.Mood;
import wse.measure.Bound;
import wse.measure.Judgement;
import wse.measure.LatencyCollector;
import wse.measure.LatencyKind;
import wse.measure.Messages;
import wse.measure.Outcome;
import wse.measure.Reason;
import wse.measure.ServerUsage;
import wse.measure.TierMeasurement;
import wse.measure.Verdict;
import wse.plan.FloodPlan;
import wse.plan.Flow;
import wse.plan.Ramp;
import wse.server.ServerOptions;
import wse.server.ServerProcess;

/** Accounts and verdicts of floods if the server freezes, dies, stops reading or is slow, and if the client is slow. */
@Quiet
@EnabledOnOs(OS.LINUX)
class FloodIT {

    private static final int CONNECTIONS = 20;
    private static final Duration LONG = Duration.ofSeconds(30);

    /** CPU use of the whole machine; this test alone needs far less. */
    private static final double BUSY_PERCENT = 80;

    /** CPU of the client's core used by other programs; a little is normal on any machine. */
    private static final double STRANGERS_PERCENT = 10;

    private final WebSocketClient client = new WebSocketClient(EngineOptions.of(1));
    private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor();
    private final ServerProcess server = ServerProcess.start(ServerOptions.defaults()
            .withSpeech(ServerOptions.defaults().speech().withRead(ReadMode.COUNT)));

    private final List<Long> targets = new ArrayList<>();

    private record Tier(TierMeasurement measured, Judgement judgement, ClientReading client) {

        Messages messages() {
            return measured.messages();
        }
    }

    @AfterEach
    void close() {
        signal("CONT", server.pid());
        client.close();
        later.shutdownNow();
        server.close();
    }

    @Test
    void shouldAccountForEveryMessageWhenTheServerFreezes() throws Exception {
        ServerWatch watch = ServerWatch.start(
                List.of(server.pid()),
                List.of(new ServerMetrics(server.metricsUri(), CounterNames.WSE)),
                server.port());

        // The server inflates each message, so that pings wait behind them for longer than the 17 ms between two pings.
        Flow flow = new Flow(Direction.OUT, Format.ZLIB, 175, FramesPerWrite.BLOCK, Masking.POOL, 1, Decoding.FRAMES);
        FloodPlan plan = new FloodPlan(new Ramp(60, 0, 0, LONG, LONG), flow, Duration.ofSeconds(4), LONG);
        Tier tier = flood(server, plan, () -> {
            later.schedule(() -> signal("STOP", server.pid()), 1, TimeUnit.SECONDS);
            later.schedule(() -> signal("CONT", server.pid()), 3, TimeUnit.SECONDS);
        });
        ServerUsage counted = watch.stop();

        assertThat(tier.messages().confirmed())
                .isEqualTo(tier.messages().sent())
                .isPositive();
        assertThat(counted.received()).isEqualTo(tier.messages().arriving());
        assertThat(tier.measured().latencies().get(LatencyKind.SERVICE).getMaxValue())
                .as("the ping that was in flight while the server was frozen")
                .isGreaterThan(1_500_000);
        assertThat(tier.measured().flood().orElseThrow().blockedPercent()).isGreaterThan(40);
    }

    @Test
    void shouldKeepWhatWasConfirmedBeforeTheServerDied() throws Exception {
        Tier tier = flood(
                Masking.POOL,
                Duration.ofSeconds(4),
                LONG,
                () -> later.schedule(() -> signal("KILL", server.pid()), 2_500, TimeUnit.MILLISECONDS));

        assertThat(tier.messages().confirmed()).as("by checkpoints").isPositive();
        assertThat(tier.messages().lost()).as("after the last checkpoint").isPositive();
        assertThat(tier.measured().outcomes().asMap()).isEqualTo(Map.of(Outcome.RESET, (long) CONNECTIONS));
        assertThat(tier.measured().pingOutcomes().of(Outcome.RESET)).isGreaterThanOrEqualTo(CONNECTIONS);
        assertThat(tier.measured().flood().orElseThrow().window()).isLessThan(Duration.ofSeconds(4));
    }

    @Test
    void shouldBufferAtMostOneBlockPerConnectionWhenTheServerDoesNotRead() throws Exception {
        long before = PooledByteBufAllocator.DEFAULT.pinnedDirectMemory();
        long[] grown = new long[1];
        Tier tier = flood(Masking.FRESH, Duration.ofSeconds(2), Duration.ofSeconds(1), () -> {
            signal("STOP", server.pid());
            later.schedule(
                    () -> grown[0] = PooledByteBufAllocator.DEFAULT.pinnedDirectMemory() - before,
                    1_500,
                    TimeUnit.MILLISECONDS);
        });

        assertThat(tier.messages().confirmed()).isZero();
        assertThat(tier.messages().lost()).isEqualTo(tier.messages().sent()).isPositive();
        assertThat(tier.measured().pingOutcomes().of(Outcome.PONG_TIMEOUT)).isGreaterThanOrEqualTo(CONNECTIONS);
        assertThat(grown[0])
                .as("a block per connection, and the loop's own two buffers")
                .isBetween(1L, (CONNECTIONS + 2L) * 2 * FrameBlock.BYTES);
    }

    @Test
    void shouldReportASlowServerAsTheLimit() throws Exception {
        Tier tier = floodOfASlowServer();

        assertThat(tier.measured().flood().orElseThrow().blockedPercent()).isGreaterThan(50);
        assumeThat(tier.client().machineCpuPercent())
                .as("other programs keep this machine busy, so it is uncertain whether the client had its core")
                .isLessThan(BUSY_PERCENT);
        assertThat(tier.judgement()).isEqualTo(new Judgement(Verdict.VALID, List.of(), Bound.SERVER));
    }

    /** The server reads a little, then nothing for a while. */
    private Tier floodOfASlowServer() throws Exception {
        try (EchoServer slow = new EchoServer(nth -> Mood.PAUSE)) {
            Endpoint endpoint = Endpoint.of(slow.address(), "127.0.0.1", "/", Map.of());
            Flow flow = new Flow(
                    Direction.OUT, Format.JSON, 65_536, FramesPerWrite.BLOCK, Masking.POOL, 1, Decoding.FRAMES);
            return flood(endpoint, new EchoDialect("/"), plan(flow, Duration.ofSeconds(3), LONG), () -> {});
        }
    }

    @ParameterizedTest
    @EnumSource(Masking.class)
    void shouldSuspectAClientThatMustShareItsCore(Masking masking) throws Exception {
        assumeThat(Runtime.getRuntime().availableProcessors()).isGreaterThan(1);
        Cores.pin(server.pid(), 1);
        Cores.pin(client.loops().get(0), 0);
        Process spinner = Cores.spinner(0);
        try {
            Tier tier = flood(masking, Duration.ofSeconds(3), LONG, () -> {});

            // When it is the client's turn on the core, it may send so fast that the server is the limit.
            assertThat(tier.judgement().verdict()).isEqualTo(Verdict.SUSPECT);
        } finally {
            spinner.destroyForcibly();
        }
    }

    /** The server is clearly the limit, but the client also waits for its core, and the effect of that is unknown. */
    @Test
    void shouldSuspectAStarvedClientEvenIfTheServerIsTheLimit() throws Exception {
        assumeThat(Runtime.getRuntime().availableProcessors()).isGreaterThan(1);
        Cores.pin(client.loops().get(0), 0);
        Process spinner = Cores.spinner(0);
        try (ServerProcess parsing = ServerProcess.start(ServerOptions.defaults())) {
            Cores.pin(parsing.pid(), 1);

            Judgement judgement = floodOf(parsing).judgement();

            assertThat(judgement.verdict()).isEqualTo(Verdict.SUSPECT);
            assertThat(judgement.reasons())
                    .first()
                    .satisfies(reason -> assertThat(reason.cause().remedy()).isEqualTo(Reason.Remedy.OWN_CORES));
        } finally {
            spinner.destroyForcibly();
        }
    }

    @Test
    void shouldTrustAClientWithACoreOfItsOwn() throws Exception {
        assumeThat(Runtime.getRuntime().availableProcessors()).isGreaterThan(1);
        Cores.pin(client.loops().get(0), 0);
        try (ServerProcess parsing = ServerProcess.start(ServerOptions.defaults())) {
            Cores.pin(parsing.pid(), 1);

            Tier tier = floodOf(parsing);

            assumeThat(tier.client().loops().get(0).cores().orElseThrow().unrelatedPercent())
                    .as("other programs keep the client's core busy, so it is uncertain whether the client had it")
                    .isLessThan(STRANGERS_PERCENT);
            assertThat(tier.judgement()).isEqualTo(new Judgement(Verdict.VALID, List.of(), Bound.SERVER));
        }
    }

    @Test
    void shouldSuspectAStarvedClientEvenIfTheServerIsSlow() throws Exception {
        assumeThat(Runtime.getRuntime().availableProcessors()).isGreaterThan(1);
        Cores.pin(client.loops().get(0), 0);
        Process spinner = Cores.spinner(0);
        try {
            Judgement judgement = floodOfASlowServer().judgement();

            assertThat(judgement.verdict()).isEqualTo(Verdict.SUSPECT);
        } finally {
            spinner.destroyForcibly();
        }
    }

    private static void signal(String name, long pid) {
        try {
            run("kill", "-" + name, Long.toString(pid));
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("this test needs the command kill", e);
        }
    }

    private static void run(String... command) throws IOException, InterruptedException {
        new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    private Tier flood(Masking masking, Duration duration, Duration drainTimeout, Runnable onUp) throws Exception {
        Flow flow = new Flow(Direction.OUT, Format.JSON, 175, FramesPerWrite.BLOCK, masking, 1, Decoding.FRAMES);
        return flood(server, plan(flow, duration, drainTimeout), onUp);
    }

    private Tier floodOf(ServerProcess target) throws Exception {
        Flow flow = new Flow(Direction.OUT, Format.JSON, 175, FramesPerWrite.BLOCK, Masking.POOL, 1, Decoding.FRAMES);
        return flood(target, plan(flow, Duration.ofSeconds(3), LONG), () -> {});
    }

    private Tier flood(ServerProcess target, FloodPlan plan, Runnable onUp) throws Exception {
        Jwt jwt = new Jwt(ServerOptions.PUBLISHED_SECRET, InstantSource.system());
        Dialect dialect = new WseDialect(WseDialect.DEFAULT_TARGET, jwt.issue());
        InetSocketAddress address = new InetSocketAddress("127.0.0.1", target.port());
        Endpoint endpoint = Endpoint.of(
                address,
                "127.0.0.1",
                dialect.openingRequest(0).target(),
                dialect.openingRequest(0).allHeaders());
        targets.add(target.pid());
        return flood(endpoint, dialect, plan, onUp);
    }

    private static FloodPlan plan(Flow flow, Duration duration, Duration drainTimeout) {
        return new FloodPlan(new Ramp(CONNECTIONS, 0, 0, LONG, LONG), flow, duration, drainTimeout);
    }

    private Tier flood(Endpoint endpoint, Dialect dialect, FloodPlan plan, Runnable onUp) throws Exception {
        LoadTarget target = new LoadTarget(client, endpoint, dialect, List.of());
        Watcher watcher = new Watcher(onUp);
        LatencyCollector collector = new LatencyCollector((kind, histogram) -> {});
        TierMeasurement measured = new Loads()
                .run(plan, new Stage(target, collector, watcher))
                .get(120, TimeUnit.SECONDS)
                .figures();
        Map<LatencyKind, Histogram> latencies = new EnumMap<>(measured.latencies());
        latencies.remove(LatencyKind.CONNECT); // belongs to the ramp, which was not watched
        return new Tier(
                measured,
                Judge.judgeFlood(watcher.reading, latencies, measured.flood().orElseThrow(), measured.duration(), true),
                watcher.reading);
    }

    private final class Watcher implements Stage.Watcher {

        private final Runnable onUp;
        private ClientWatch watch;
        private ClientReading reading;

        Watcher(Runnable onUp) {
            this.onUp = onUp;
        }

        @Override
        public CompletableFuture<Void> onUp() {
            watch = ClientWatch.beside(client.loops(), targets);
            onUp.run();
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletableFuture<Void> onHeight() {
            return CompletableFuture.runAsync(() -> reading = watch.stop());
        }
    }
}
