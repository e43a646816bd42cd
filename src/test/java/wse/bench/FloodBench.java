package wse.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import wse.config.FramesPerWrite;
import wse.config.Masking;
import wse.dialect.Dialect;
import wse.dialect.Jwt;
import wse.dialect.WseDialect;
import wse.engine.EngineOptions;
import wse.engine.FrameBlock;
import wse.engine.Transport;
import wse.engine.WebSocketClient;
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
    private final EngineFlood flood;
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
        this.flood = new EngineFlood(client, dialect, server, connections, seconds, ANSWERS_NEVER_COME);
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
        for (Masking masking : List.of(Masking.FRESH, Masking.POOL)) {
            for (int size : SIZES) {
                compare(size, FramesPerWrite.BLOCK, masking);
            }
            compare(PUBLISHED_BYTES, FramesPerWrite.of(1), masking);
        }
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
            double sent =
                    flood.send(PUBLISHED_BYTES, framesPerWrite, Masking.FRESH).perSecond();
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
        for (int i = 0; i < Rounds.WARM_UP; i++) {
            flood.send(size, framesPerWrite, masking);
            RawWriter.send(server, connections, size, frames, seconds);
        }
        double[] raw = new double[rounds];
        double[] engine = new double[rounds];
        double[] ratio = new double[rounds];
        double[] cpuRatio = new double[rounds];
        for (int i = 0; i < rounds; i++) {
            Rate theirs = RawWriter.send(server, connections, size, frames, seconds);
            Rate ours = flood.send(size, framesPerWrite, masking);
            raw[i] = theirs.perSecond();
            engine[i] = ours.perSecond();
            ratio[i] = ours.perSecond() / theirs.perSecond();
            cpuRatio[i] = ours.perCpuSecond() / theirs.perCpuSecond();
        }
        System.out.printf(
                Locale.ROOT,
                "%6d B, %3d frames a write, mask %-5s  raw %7.3f M/s  engine %7.3f M/s  ratio %.2f (%s), per CPU second"
                        + " %.2f (%s)%n",
                size,
                frames,
                masking.label(),
                Rounds.median(raw) / 1e6,
                Rounds.median(engine) / 1e6,
                Rounds.median(ratio),
                Rounds.list(ratio),
                Rounds.median(cpuRatio),
                Rounds.list(cpuRatio));
    }
}
