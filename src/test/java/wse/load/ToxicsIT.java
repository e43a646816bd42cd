package wse.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import wse.Quiet;
import wse.dialect.Dialect;
import wse.dialect.Jwt;
import wse.dialect.WseDialect;
import wse.engine.Endpoint;
import wse.engine.EngineOptions;
import wse.engine.WebSocketClient;
import wse.measure.LatencyCollector;
import wse.measure.LatencyKind;
import wse.measure.Outcome;
import wse.measure.TierMeasurement;
import wse.plan.HoldPlan;
import wse.plan.PingPlan;
import wse.plan.Ramp;
import wse.plan.TierPlan;
import wse.server.ReferenceServer;
import wse.server.ServerOptions;

/** Checks that what toxiproxy does to connections shows up in the figures. {@code bench/toxics.sh} checks more, in whole runs. */
@Quiet
class ToxicsIT {

    private static final int CONNECTIONS = 20;
    private static final int PINGS = 10;
    private static final int LATENCY_MILLIS = 50;
    private static final Duration LONG = Duration.ofSeconds(30);

    private final WebSocketClient client = new WebSocketClient(EngineOptions.of(1));
    private ReferenceServer server;
    private Toxiproxy proxy;

    @BeforeEach
    void start() throws Exception {
        Optional<Path> program = Toxiproxy.program();
        assumeTrue(
                program.isPresent(),
                "toxiproxy is not installed: install toxiproxy-server, or let bench/toxiproxy.sh build it with Go");
        server = ReferenceServer.start(ServerOptions.defaults());
        proxy = Toxiproxy.start(program.get(), server.port());
    }

    @AfterEach
    void close() {
        client.close();
        if (proxy != null) {
            proxy.close();
        }
        if (server != null) {
            server.close();
        }
    }

    @Test
    void shouldMeasureTheLatencyThatIsAdded() throws Exception {
        // On a schedule, so that the pings of different connections do not wait for each other.
        PingPlan pings = new PingPlan(ramp(), PINGS, 10, LONG);
        medianMicros(pings); // warms up
        long without = medianMicros(pings);

        proxy.add("latency", "upstream", 1, "{\"latency\": " + LATENCY_MILLIS + "}");
        proxy.add("latency", "downstream", 1, "{\"latency\": " + LATENCY_MILLIS + "}");

        assertThat(medianMicros(pings)).isCloseTo(2 * LATENCY_MILLIS * 1_000L + without, withinPercentage(5));
    }

    private long medianMicros(PingPlan pings) throws Exception {
        TierMeasurement measured = carryOut(pings, () -> {});
        assertThat(measured.pingOutcomes().asMap()).isEqualTo(Map.of(Outcome.OK, (long) CONNECTIONS * PINGS));
        return measured.latencies().get(LatencyKind.SERVICE).getValueAtPercentile(50);
    }

    /** If the toxic is present from the beginning, toxiproxy ends connections with RST. */
    @Test
    void shouldCountEachConnectionThatIsReset() throws Exception {
        proxy.add("reset_peer", "upstream", 0, "{\"timeout\": 0}");

        assertAllLost(carryOut(hold(), () -> proxy.setToxicity("reset_peer", "upstream", 1)));
    }

    @Test
    void shouldCountEachConnectionThatEndsWithoutACloseFrame() throws Exception {
        assertAllLost(carryOut(hold(), () -> proxy.add("limit_data", "downstream", 1, "{\"bytes\": 40}")));
    }

    private static void assertAllLost(TierMeasurement measured) {
        assertThat(measured.connected()).isEqualTo(CONNECTIONS);
        assertThat(measured.alive()).hasValue(0);
        assertThat(measured.outcomes().asMap()).isEqualTo(Map.of(Outcome.RESET, (long) CONNECTIONS));
    }

    private static HoldPlan hold() {
        return new HoldPlan(ramp(), Duration.ofSeconds(1), Duration.ofMillis(200), LONG);
    }

    private static Ramp ramp() {
        return new Ramp(CONNECTIONS, 0, 0, LONG, LONG);
    }

    private interface Deed {
        void run() throws Exception;
    }

    /** @param whenUp what to do when all connections are open */
    private TierMeasurement carryOut(TierPlan plan, Deed whenUp) throws Exception {
        Dialect dialect = new WseDialect(
                WseDialect.DEFAULT_TARGET, new Jwt(ServerOptions.PUBLISHED_SECRET, InstantSource.system()).issue());
        Endpoint endpoint = Endpoint.of(
                proxy.address(),
                "127.0.0.1:" + proxy.address().getPort(),
                dialect.openingRequest(0).target(),
                dialect.openingRequest(0).allHeaders());
        Stage stage = new Stage(
                new LoadTarget(client, endpoint, dialect, List.of()),
                new LatencyCollector((kind, histogram) -> {}),
                after(whenUp));
        return new Loads().run(plan, stage).get(60, TimeUnit.SECONDS).figures();
    }

    private static Stage.Watcher after(Deed deed) {
        return new Stage.Watcher() {
            @Override
            public CompletableFuture<Void> onUp() {
                return CompletableFuture.runAsync(() -> {
                    try {
                        deed.run();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                });
            }

            @Override
            public CompletableFuture<Void> onHeight() {
                return CompletableFuture.completedFuture(null);
            }
        };
    }
}
