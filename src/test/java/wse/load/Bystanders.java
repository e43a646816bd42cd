package wse.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.PooledByteBufAllocator;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import wse.dialect.EchoDialect;
import wse.engine.Endpoint;
import wse.engine.EngineOptions;
import wse.engine.WebSocketClient;
import wse.measure.LatencyCollector;
import wse.measure.Outcome;
import wse.measure.Sampled;
import wse.measure.TierMeasurement;
import wse.plan.PingPlan;
import wse.plan.Ramp;
import wse.plan.TierPlan;

/** Connections to a good server, on the same event loop as those to a hostile one. They must not notice the hostile one. */
final class Bystanders implements AutoCloseable {

    /** Connections to each of the two servers. */
    static final int CONNECTIONS = 3;

    static final int MAX_MESSAGE_BYTES = 1 << 20;

    /** The longest message on each connection twice, as its buffer grows, and some chunks of Netty's pool. */
    private static final long MOST_MORE_BYTES = 2L * CONNECTIONS * MAX_MESSAGE_BYTES + (32 << 20);

    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final int PINGS = 100;

    private final WebSocketClient client = new WebSocketClient(EngineOptions.of(1));
    private final EchoServer good = EchoServer.start();

    LoadTarget target(Endpoint endpoint) {
        return new LoadTarget(client, endpoint, new EchoDialect("/"), List.of());
    }

    /** Runs a tier against a hostile server while the bystanders ping theirs. */
    TierMeasurement runBeside(Endpoint hostile, TierPlan plan) throws Exception {
        long before = usedBytes();
        Endpoint endpoint = Endpoint.of(good.address(), "127.0.0.1", "/", Map.of());
        Ramp ramp = new Ramp(CONNECTIONS, 0, 0, TIMEOUT, TIMEOUT);
        CompletableFuture<Sampled<TierMeasurement>> others = run(endpoint, new PingPlan(ramp, PINGS, 0, TIMEOUT));
        TierMeasurement measured = figures(run(hostile, plan));
        assertThat(usedBytes() - before).isLessThan(MOST_MORE_BYTES);
        assertThat(figures(others).pingOutcomes().asMap()).isEqualTo(Map.of(Outcome.OK, (long) PINGS * CONNECTIONS));
        return measured;
    }

    private CompletableFuture<Sampled<TierMeasurement>> run(Endpoint endpoint, TierPlan plan) {
        Stage stage = new Stage(target(endpoint), new LatencyCollector((kind, histogram) -> {}), new Unwatched());
        return new Loads().run(plan, stage);
    }

    private static TierMeasurement figures(CompletableFuture<Sampled<TierMeasurement>> run) throws Exception {
        return run.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS).figures();
    }

    private static long usedBytes() {
        return PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory();
    }

    @Override
    public void close() {
        client.close();
        good.close();
    }
}
