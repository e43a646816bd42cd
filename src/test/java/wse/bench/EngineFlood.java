package wse.bench;

import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import wse.config.Decoding;
import wse.config.Direction;
import wse.config.Format;
import wse.config.FramesPerWrite;
import wse.config.Masking;
import wse.dialect.Dialect;
import wse.engine.Endpoint;
import wse.engine.WebSocketClient;
import wse.load.LoadTarget;
import wse.load.Loads;
import wse.load.Stage;
import wse.load.Unwatched;
import wse.measure.LatencyCollector;
import wse.measure.Sampled;
import wse.measure.TierMeasurement;
import wse.plan.FloodPlan;
import wse.plan.Flow;
import wse.plan.Ramp;

/** Runs floods of the engine against one server. The client has one event loop. */
final class EngineFlood {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final LoadTarget target;
    private final int connections;
    private final Duration duration;
    private final Duration drainTimeout;

    /** @param drainTimeout how long to wait for confirmations; short if the server never answers */
    EngineFlood(
            WebSocketClient client,
            Dialect dialect,
            InetSocketAddress server,
            int connections,
            double seconds,
            Duration drainTimeout) {
        Endpoint endpoint = Endpoint.of(
                server,
                "127.0.0.1:" + server.getPort(),
                dialect.openingRequest(0).target(),
                dialect.openingRequest(0).allHeaders());
        this.target = new LoadTarget(client, endpoint, dialect, List.of());
        this.connections = connections;
        this.duration = Duration.ofNanos((long) (seconds * 1e9));
        this.drainTimeout = drainTimeout;
    }

    /** A flood of JSON messages to the server. The rate is what the kernel accepted. */
    Rate send(int size, FramesPerWrite framesPerWrite, Masking masking) throws Exception {
        Flow flow = new Flow(Direction.OUT, Format.JSON, size, framesPerWrite, masking, 1, Decoding.FRAMES);
        long cpuBefore = loopCpuNanos();
        TierMeasurement figures = run(flow).figures();
        return Rate.of(
                figures.messages().sent(),
                figures.flood().orElseThrow().window().toNanos() / 1e9,
                (loopCpuNanos() - cpuBefore) / 1e9);
    }

    /** A flood from the server. */
    Rate receive(Format format, int size, Decoding decoding) throws Exception {
        Flow flow = new Flow(Direction.IN, format, size, FramesPerWrite.BLOCK, Masking.FRESH, 1, decoding);
        long cpuBefore = loopCpuNanos();
        TierMeasurement figures = run(flow).figures();
        return Rate.of(
                figures.messages().confirmed(),
                figures.flood().orElseThrow().window().toNanos() / 1e9,
                (loopCpuNanos() - cpuBefore) / 1e9);
    }

    private Sampled<TierMeasurement> run(Flow flow) throws Exception {
        FloodPlan plan = new FloodPlan(new Ramp(connections, 0, 0, TIMEOUT, TIMEOUT), flow, duration, drainTimeout);
        return new Loads()
                .run(plan, new Stage(target, new LatencyCollector((kind, histogram) -> {}), new Unwatched()))
                .get();
    }

    private long loopCpuNanos() throws Exception {
        return target.client()
                .loops()
                .get(0)
                .submit(() -> ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime())
                .get();
    }
}
