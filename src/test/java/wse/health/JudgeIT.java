package wse.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import wse.Cores;
import wse.Quiet;
import wse.dialect.CounterNames;
import wse.dialect.Jwt;
import wse.dialect.WseDialect;
import wse.engine.Endpoint;
import wse.engine.EngineOptions;
import wse.engine.WebSocketClient;
import wse.load.LoadTarget;
import wse.load.Loads;
import wse.load.Stage;
import wse.measure.Bound;
import wse.measure.Judgement;
import wse.measure.LatencyCollector;
import wse.measure.LatencyKind;
import wse.measure.Sampled;
import wse.measure.ServerUsage;
import wse.measure.TierMeasurement;
import wse.measure.Verdict;
import wse.plan.PingPlan;
import wse.plan.Ramp;
import wse.server.ServerOptions;
import wse.server.ServerProcess;

/** Tests the judge with real loads: a frozen server is slow, but a client without a core cannot measure any server. */
@Quiet
@DisabledOnOs(OS.WINDOWS)
class JudgeIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final double BUSY_PERCENT = 70;
    private static final Duration FROZEN = Duration.ofSeconds(2);

    private final ServerProcess server = ServerProcess.start(ServerOptions.defaults());
    private final WebSocketClient client = new WebSocketClient(EngineOptions.of(1));
    private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor();

    private record Tier(Sampled<TierMeasurement> run, ClientReading client, Judgement judgement) {}

    @AfterEach
    void close() {
        client.close();
        server.close();
        later.shutdownNow();
    }

    /** Pings on an open schedule of three seconds, watched from the last connection to the last pong. */
    private Tier ping(Runnable onUp) throws Exception {
        AtomicReference<ClientWatch> watch = new AtomicReference<>();
        AtomicReference<ClientReading> reading = new AtomicReference<>();
        Stage.Watcher watcher = new Stage.Watcher() {
            @Override
            public CompletableFuture<Void> onUp() {
                watch.set(ClientWatch.start(client.loops()));
                onUp.run();
                return CompletableFuture.completedFuture(null);
            }

            @Override
            public CompletableFuture<Void> onHeight() {
                reading.set(watch.get().stop());
                return CompletableFuture.completedFuture(null);
            }
        };
        PingPlan plan = new PingPlan(new Ramp(50, 0, 0, TIMEOUT, TIMEOUT), 60, 20, TIMEOUT);
        Sampled<TierMeasurement> run = new Loads()
                .run(plan, new Stage(target(), new LatencyCollector((kind, histogram) -> {}), watcher))
                .get(60, TimeUnit.SECONDS);
        ClientReading watched = reading.get().withSlip(run.figures().slip());
        Map<LatencyKind, Histogram> pings = new EnumMap<>(run.figures().latencies());
        pings.remove(LatencyKind.CONNECT); // from the ramp, before the watch began
        return new Tier(run, watched, Judge.judge(watched, pings));
    }

    private LoadTarget target() {
        String token = new Jwt(ServerOptions.PUBLISHED_SECRET, InstantSource.system()).issue();
        WseDialect dialect = new WseDialect(WseDialect.DEFAULT_TARGET, token);
        InetSocketAddress address = new InetSocketAddress("127.0.0.1", server.port());
        Endpoint endpoint = Endpoint.of(
                address,
                "127.0.0.1",
                dialect.openingRequest(0).target(),
                dialect.openingRequest(0).allHeaders());
        return new LoadTarget(client, endpoint, dialect, List.of());
    }

    private void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(server.pid()))
                    .inheritIO()
                    .start();
        } catch (IOException noKill) {
            throw new IllegalStateException("this test needs the command kill", noKill);
        }
    }

    @Test
    void shouldTrustTheClientOfAFrozenServer() throws Exception {
        ServerWatch watch = ServerWatch.start(
                List.of(server.pid()),
                List.of(new ServerMetrics(server.metricsUri(), CounterNames.WSE)),
                server.port());

        Tier tier = ping(() -> {
            signal("STOP");
            later.schedule(() -> signal("CONT"), FROZEN.toMillis(), TimeUnit.MILLISECONDS);
        });
        ServerUsage server = watch.stop();

        assertThat(tier.run().figures().latencies().get(LatencyKind.RESPONSE).getValueAtPercentile(99))
                .isGreaterThan(1_500_000);
        assertThat(server.received())
                .isEqualTo(50 * 60 + tier.run().figures().messages().hellos());
        assertThat(server.cpuSeconds()).isPositive();
        assertThat(watch.findings()).isEmpty();
        assumeThat(tier.client().machineCpuPercent())
                .as("other programs keep this machine busy: whether the client had its core is their matter")
                .isLessThan(BUSY_PERCENT);
        assertThat(tier.judgement()).isEqualTo(new Judgement(Verdict.VALID, List.of(), Bound.UNKNOWN));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldSuspectAClientThatMustShareItsCore() throws Exception {
        assumeThat(Runtime.getRuntime().availableProcessors()).isGreaterThan(1);
        // The server has its own core. Starved like the client, it would be the slower of the two.
        Cores.pin(server.pid(), 1);
        Cores.pin(client.loops().get(0), 0);
        List<Process> spinners =
                Stream.generate(() -> Cores.spinner(0)).limit(4).toList();
        try {
            assertThat(ping(() -> {}).judgement().verdict()).isEqualTo(Verdict.SUSPECT);
        } finally {
            spinners.forEach(Process::destroyForcibly);
        }
    }
}
