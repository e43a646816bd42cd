package wse.bench;

import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
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
import wse.load.TierRun;
import wse.measure.LatencyCollector;
import wse.plan.Decoding;
import wse.plan.Direction;
import wse.plan.FloodPlan;
import wse.plan.Flow;
import wse.plan.Format;
import wse.plan.Masking;
import wse.plan.Ramp;
import wse.server.ServerOptions;

/**
 * Echoes per second, and what each costs the client's event loop, against the reference server or any echo server: closed (1 in flight) and with
 * 16. One event loop, which {@code bench/throughput.sh} pins to a core of its own.
 */
public final class EchoBench {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private EchoBench() {}

    /**
     * Arguments: port, connections, message bytes, seconds, rounds; system property {@code dialect}: {@code wse} for the
     * reference server, {@code echo} for any other.
     */
    public static void main(String[] args) throws Exception {
        Transport transport =
                Transport.valueOf(System.getProperty("transport", "AUTO").toUpperCase(Locale.ROOT));
        InetSocketAddress server = new InetSocketAddress("127.0.0.1", Integer.parseInt(args[0]));
        Dialect dialect = dialect(System.getProperty("dialect", "wse"));
        Endpoint endpoint = Endpoint.of(server, "127.0.0.1:" + args[0], dialect.requestTarget(), dialect.headers());
        try (WebSocketClient client = new WebSocketClient(new EngineOptions(transport, 1, "bench"))) {
            LoadTarget target = new LoadTarget(client, endpoint, dialect, List.of());
            for (int round = 0; round <= Integer.parseInt(args[4]); round++) {
                for (int inFlight : new int[] {1, 16}) {
                    report(round, inFlight, target, plan(args, inFlight));
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

    private static FloodPlan plan(String[] args, int inFlight) {
        Flow flow = new Flow(
                Direction.ECHO,
                Format.JSON,
                Integer.parseInt(args[2]),
                Flow.BLOCK,
                Masking.POOL,
                inFlight,
                Decoding.FRAMES);
        Ramp ramp = new Ramp(Integer.parseInt(args[1]), 0, 0, TIMEOUT, TIMEOUT);
        return new FloodPlan(ramp, flow, Duration.ofMillis((long) (1_000 * Double.parseDouble(args[3]))), TIMEOUT);
    }

    /** The first round warms up. */
    private static void report(int round, int inFlight, LoadTarget target, FloodPlan plan) throws Exception {
        long thread = target.client()
                .loops()
                .get(0)
                .submit(() -> Thread.currentThread().getId())
                .get();
        long cpuBefore = ManagementFactory.getThreadMXBean().getThreadCpuTime(thread);
        TierRun run = new Loads()
                .run(plan, new Stage(target, new LatencyCollector((kind, all) -> {}), new Unwatched()))
                .get();
        long cpu = ManagementFactory.getThreadMXBean().getThreadCpuTime(thread) - cpuBefore;
        long echoes = run.measured().messages().confirmed();
        double seconds = run.measured().duration().toNanos() / 1e9;
        if (round > 0) {
            System.out.printf(
                    Locale.ROOT,
                    "echo, %2d in flight: %.3f M/s, loop CPU %.3f us an echo, %.1f echoes a write%n",
                    inFlight,
                    echoes / seconds / 1e6,
                    cpu / 1e3 / echoes,
                    (double) echoes / run.measured().flood().writes());
        }
    }

    /** Nobody is told of the phases. */
    static final class Unwatched implements Stage.Watcher {

        @Override
        public CompletableFuture<Void> onUp() {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletableFuture<Void> onHeight() {
            return CompletableFuture.completedFuture(null);
        }
    }
}
