package wse.bench;

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
import wse.dialect.EchoDialect;
import wse.dialect.Jwt;
import wse.dialect.WseDialect;
import wse.engine.Endpoint;
import wse.engine.EngineOptions;
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
 * Measures echoes per second, and the CPU time of the client's event loop per echo, against the reference server or any
 * echo server, with 1 and with 16 messages in flight. Alternates with gcannon if its path is given; otherwise, on
 * request, with the same client without its check of UTF-8. Uses one event loop, which {@code bench/throughput.sh} pins
 * to a core.
 */
public final class EchoBench {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** The JIT compiler shares the event loop's core, so it has to finish first. */
    private static final int WARM_UP_ROUNDS = 2;

    private final LoadTarget target;
    private final int connections;
    private final int bytes;
    private final double seconds;
    private final int rounds;
    /** Path of gcannon, or empty. */
    private final String gcannon = System.getProperty("gcannon", "");

    private EchoBench(LoadTarget target, String[] args) {
        this.target = target;
        this.connections = Integer.parseInt(args[1]);
        this.bytes = Integer.parseInt(args[2]);
        this.seconds = Double.parseDouble(args[3]);
        this.rounds = Integer.parseInt(args[4]);
    }

    /**
     * Arguments: port, connections, message bytes, seconds, rounds; system properties: {@code dialect}, {@code wse} for
     * the reference server and {@code echo} for any other; {@code unchecked=true} to measure the cost of checking
     * UTF-8.
     */
    public static void main(String[] args) throws Exception {
        Transport transport =
                Transport.valueOf(System.getProperty("transport", "AUTO").toUpperCase(Locale.ROOT));
        if (transport == Transport.AUTO) {
            transport = Transport.GATHERING; // like a run with echoes
        }
        InetSocketAddress server = new InetSocketAddress("127.0.0.1", Integer.parseInt(args[0]));
        Dialect dialect = dialect(System.getProperty("dialect", "wse"));
        Endpoint endpoint = Endpoint.of(
                server,
                "127.0.0.1:" + args[0],
                dialect.openingRequest(0).target(),
                dialect.openingRequest(0).allHeaders());
        try (WebSocketClient client = new WebSocketClient(new EngineOptions(transport, 1, "bench"))) {
            EchoBench bench = new EchoBench(new LoadTarget(client, endpoint, dialect, List.of()), args);
            for (int inFlight : new int[] {1, 16}) {
                if (Boolean.getBoolean("unchecked")) {
                    bench.compareChecks(inFlight);
                } else {
                    bench.compare(inFlight);
                }
            }
        }
    }

    private static Dialect dialect(String name) {
        return name.equals("echo")
                ? new EchoDialect(EchoDialect.DEFAULT_TARGET)
                : new WseDialect(
                        WseDialect.DEFAULT_TARGET + "&duty=echo",
                        new Jwt(ServerOptions.PUBLISHED_SECRET, InstantSource.system()).issue());
    }

    private void compareChecks(int inFlight) throws Exception {
        for (int i = 0; i < WARM_UP_ROUNDS; i++) {
            echo(inFlight, Decoding.FRAMES);
            echo(inFlight, Decoding.UNCHECKED);
        }
        double[] checked = new double[rounds];
        double[] unchecked = new double[rounds];
        double[] nanos = new double[rounds];
        for (int i = 0; i < rounds; i++) {
            Echoes with = echo(inFlight, Decoding.FRAMES);
            Echoes without = echo(inFlight, Decoding.UNCHECKED);
            checked[i] = with.perSecond() / 1e6;
            unchecked[i] = without.perSecond() / 1e6;
            nanos[i] = 1e3 * (with.cpuMicros() - without.cpuMicros());
        }
        System.out.printf(
                Locale.ROOT,
                "echo, %2d in flight: %.3f M/s (%s); without checking UTF-8 %.3f M/s (%s); the check takes %.0f ns of"
                        + " loop CPU an echo (%s)%n",
                inFlight,
                Rounds.median(checked),
                Rounds.list(checked),
                Rounds.median(unchecked),
                Rounds.list(unchecked),
                Rounds.median(nanos),
                Rounds.list(nanos));
    }

    private void compare(int inFlight) throws Exception {
        for (int i = 0; i < WARM_UP_ROUNDS; i++) {
            echo(inFlight, Decoding.FRAMES);
        }
        double[] rate = new double[rounds];
        double[] micros = new double[rounds];
        double[] theirs = new double[rounds];
        double[] ratio = new double[rounds];
        for (int i = 0; i < rounds; i++) {
            Echoes echoes = echo(inFlight, Decoding.FRAMES);
            rate[i] = echoes.perSecond() / 1e6;
            micros[i] = echoes.cpuMicros();
            theirs[i] = gcannon.isEmpty() ? 0 : gcannon(inFlight);
            ratio[i] = rate[i] / theirs[i];
        }
        System.out.printf(
                Locale.ROOT,
                "echo, %2d in flight: %.3f M/s (%s), loop CPU %.3f us an echo (%s)%s%n",
                inFlight,
                Rounds.median(rate),
                Rounds.list(rate),
                Rounds.median(micros),
                Rounds.list(micros),
                gcannon.isEmpty() ? "" : beside(theirs, ratio));
    }

    private static String beside(double[] theirs, double[] ratio) {
        return String.format(
                Locale.ROOT,
                "; gcannon %.3f M/s (%s); ratio %.2f (%s)",
                Rounds.median(theirs),
                Rounds.list(theirs),
                Rounds.median(ratio),
                Rounds.list(ratio));
    }

    private double gcannon(int inFlight) throws Exception {
        int port = target.endpoint().remote().getPort();
        return Gcannon.echoesPerSecond(gcannon, port, connections, bytes, (int) Math.ceil(seconds), inFlight) / 1e6;
    }

    /** @param cpuMicros CPU time of the event loop per echo */
    private record Echoes(double perSecond, double cpuMicros) {}

    private Echoes echo(int inFlight, Decoding decoding) throws Exception {
        long cpuBefore = loopCpuNanos();
        Sampled<TierMeasurement> run = new Loads()
                .run(
                        plan(inFlight, decoding),
                        new Stage(target, new LatencyCollector((kind, all) -> {}), new Unwatched()))
                .get();
        long cpu = loopCpuNanos() - cpuBefore;
        double echoes = run.figures().messages().confirmed();
        return new Echoes(echoes / (run.figures().duration().toNanos() / 1e9), cpu / 1e3 / echoes);
    }

    private long loopCpuNanos() throws Exception {
        return target.client()
                .loops()
                .get(0)
                .submit(() -> ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime())
                .get();
    }

    private FloodPlan plan(int inFlight, Decoding decoding) {
        Flow flow =
                new Flow(Direction.ECHO, Format.JSON, bytes, FramesPerWrite.BLOCK, Masking.POOL, inFlight, decoding);
        Ramp ramp = new Ramp(connections, 0, 0, TIMEOUT, TIMEOUT);
        return new FloodPlan(ramp, flow, Duration.ofMillis((long) (1_000 * seconds)), TIMEOUT);
    }
}
