package wse.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import wse.config.Decoding;
import wse.config.Direction;
import wse.config.Format;
import wse.config.FramesPerWrite;
import wse.config.Masking;
import wse.dialect.Dialect;
import wse.dialect.Jwt;
import wse.dialect.WseDialect;
import wse.engine.Endpoint;
import wse.engine.EngineOptions;
import wse.engine.FrameBlock;
import wse.engine.Transport;
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
import wse.server.ServerOptions;

/**
 * Compares a flood with the raw limit: frames per second that the engine's flood passes to the kernel, and that a
 * {@link RawWriter} in the same process passes in writes of the same size, in turns, to a {@link DiscardServer}. Uses one event
 * loop, which {@code bench/throughput.sh} pins to a core.
 */
public final class FloodBench {

    private static final int PUBLISHED_BYTES = 175;
    private static final int[] SIZES = {64, PUBLISHED_BYTES, 16_384};
    private static final Duration ANSWERS_NEVER_COME = Duration.ofMillis(50);

    private final OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private final LoadTarget target;
    private final InetSocketAddress server;
    private final int connections;
    private final double seconds;
    private final int rounds;

    private FloodBench(WebSocketClient client, int port, int connections, double seconds, int rounds) {
        this.server = new InetSocketAddress("127.0.0.1", port);
        this.connections = connections;
        this.seconds = seconds;
        this.rounds = rounds;
        Dialect dialect = new WseDialect(
                WseDialect.DEFAULT_TARGET, new Jwt(ServerOptions.PUBLISHED_SECRET, InstantSource.system()).issue());
        Endpoint endpoint = Endpoint.of(
                server,
                "127.0.0.1:" + port,
                dialect.openingRequest(0).target(),
                dialect.openingRequest(0).allHeaders());
        this.target = new LoadTarget(client, endpoint, dialect, List.of());
    }

    /** Arguments: port, connections, seconds, rounds. */
    public static void main(String[] args) throws Exception {
        Transport transport =
                Transport.valueOf(System.getProperty("transport", "AUTO").toUpperCase(Locale.ROOT));
        try (WebSocketClient client = new WebSocketClient(new EngineOptions(transport, 1, "bench"))) {
            FloodBench bench = new FloodBench(
                    client,
                    Integer.parseInt(args[0]),
                    Integer.parseInt(args[1]),
                    Double.parseDouble(args[2]),
                    Integer.parseInt(args[3]));
            bench.run();
        }
    }

    private void run() throws Exception {
        for (int size : SIZES) {
            compare(size, FramesPerWrite.BLOCK, Masking.POOL);
        }
        compare(PUBLISHED_BYTES, FramesPerWrite.BLOCK, Masking.FRESH);
        compare(PUBLISHED_BYTES, FramesPerWrite.of(1), Masking.POOL);
        String wseBench = System.getProperty("wseBench", "");
        if (!wseBench.isEmpty()) {
            compareWithWseBench(wseBench, FramesPerWrite.BLOCK);
            compareWithWseBench(wseBench, FramesPerWrite.of(1));
        }
    }

    /**
     * The CPU time includes opening and closing connections, which is little compared with a flood of several seconds.
     */
    private void compareWithWseBench(String program, FramesPerWrite framesPerWrite) throws Exception {
        double[] theirs = new double[rounds];
        double[] rate = new double[rounds];
        double[] perCpuSecond = new double[rounds];
        for (int i = 0; i < rounds; i++) {
            WseBench.Run run = WseBench.throughput(program, server.getPort(), connections, (int) Math.ceil(seconds));
            long cpuBefore = system.getProcessCpuTime();
            double sent = engine(PUBLISHED_BYTES, framesPerWrite, Masking.POOL);
            double cpuSeconds = (system.getProcessCpuTime() - cpuBefore) / 1e9;
            theirs[i] = run.perSecond();
            rate[i] = sent / run.perSecond();
            perCpuSecond[i] = sent * seconds / cpuSeconds / run.perCpuSecond();
        }
        System.out.printf(
                Locale.ROOT,
                "%6d B, wse-bench %.3f M/s; engine with %s: %.1f times its rate (%s), %.1f times as many a CPU second (%s)%n",
                PUBLISHED_BYTES,
                Rounds.median(theirs) / 1e6,
                framesPerWrite.isBlock() ? "a block a write" : "one frame a write",
                Rounds.median(rate),
                Rounds.list(rate),
                Rounds.median(perCpuSecond),
                Rounds.list(perCpuSecond));
    }

    private void compare(int size, FramesPerWrite framesPerWrite, Masking masking) throws Exception {
        int frames = framesPerWrite.frames(FrameBlock.framesPerBlock(size));
        int bytesPerWrite = frames * FrameBlock.frameBytes(size);
        engine(size, framesPerWrite, masking);
        RawWriter.bytesPerSecond(server, connections, bytesPerWrite, seconds);
        double[] raw = new double[rounds];
        double[] engine = new double[rounds];
        double[] ratio = new double[rounds];
        for (int i = 0; i < rounds; i++) {
            raw[i] =
                    RawWriter.bytesPerSecond(server, connections, bytesPerWrite, seconds) / FrameBlock.frameBytes(size);
            engine[i] = engine(size, framesPerWrite, masking);
            ratio[i] = engine[i] / raw[i];
        }
        System.out.printf(
                Locale.ROOT,
                "%6d B, %3d frames a write, mask %-5s  raw %7.3f M/s  engine %7.3f M/s  ratio %.2f (%s)%n",
                size,
                frames,
                masking.label(),
                Rounds.median(raw) / 1e6,
                Rounds.median(engine) / 1e6,
                Rounds.median(ratio),
                Rounds.list(ratio));
    }

    private double engine(int size, FramesPerWrite framesPerWrite, Masking masking) throws Exception {
        Flow flow = new Flow(Direction.OUT, Format.JSON, size, framesPerWrite, masking, 1, Decoding.FRAMES);
        Ramp ramp = new Ramp(connections, 0, 0, Duration.ofSeconds(5), Duration.ofSeconds(5));
        FloodPlan plan = new FloodPlan(ramp, flow, Duration.ofNanos((long) (seconds * 1e9)), ANSWERS_NEVER_COME);
        Sampled<TierMeasurement> run = new Loads()
                .run(plan, new Stage(target, new LatencyCollector((kind, histogram) -> {}), new Unwatched()))
                .get();
        return run.figures().messages().sent()
                / (run.figures().flood().orElseThrow().window().toNanos() / 1e9);
    }
}
