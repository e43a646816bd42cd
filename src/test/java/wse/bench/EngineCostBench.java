package wse.bench;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import io.netty.channel.EventLoop;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import wse.config.Users;
import wse.dialect.Dialect;
import wse.dialect.DialectContext;
import wse.dialect.Dialects;
import wse.dialect.Jwt;
import wse.dialect.WseDialect;
import wse.engine.Connection;
import wse.engine.Endpoint;
import wse.engine.EngineOptions;
import wse.engine.Transport;
import wse.engine.WebSocketClient;
import wse.load.LoadTarget;

/**
 * Measures what load costs the client's process: CPU (user and system, of the whole process with its compiler and collector)
 * per handshake and per ping, allocation per ping, heap per idle connection. It measures once with the code that carries out
 * a run's tiers, and once with the engine alone, to show what measuring adds. Needs a WSE server that is already running;
 * uses one event loop. Run by {@code bench/engine-cost.sh}, which pins client and server to one core each.
 */
public final class EngineCostBench {

    private static final String SECRET = "bench-secret-key-for-testing-only";
    private static final int ROUNDS = 7;
    private static final int HANDSHAKES = 4_000;
    /**
     * The JIT compiler shares the client's core. With fewer rounds, its CPU time is part of the figures (105 us instead
     * of 75).
     */
    private static final int WARM_UP_ROUNDS = 12;

    private static final int WINDOW = 64;
    private static final int PINGS_OF_ONE = 4_000;
    private static final int PINGS_OF_MANY = 40_000;
    private static final int IDLE = 5_000;
    /** Bytes that each ping adds to the sample log, for Gatling's report: two longs and a short. */
    private static final int SAMPLE_BYTES = 18;

    private static final long TIMEOUT_SECONDS = 120;

    private final OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private final ThreadMXBean threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
    private final WebSocketClient client;
    private final EventLoop loop;
    private final Endpoint endpoint;
    private final Dialect dialect;
    private final LoadTarget target;
    private final long loopThread;

    private EngineCostBench(WebSocketClient client, String host, int port) throws Exception {
        this.client = client;
        this.loop = client.loops().get(0);
        this.dialect = new WseDialect(WseDialect.DEFAULT_TARGET, new Jwt(SECRET, InstantSource.system()).issue());
        this.endpoint = Endpoint.of(
                new InetSocketAddress(host, port),
                host + ":" + port,
                dialect.openingRequest(0).target(),
                dialect.openingRequest(0).allHeaders());
        this.target = new LoadTarget(client, endpoint, dialect, List.of());
        this.loopThread = loop.submit(() -> Thread.currentThread().getId()).get();
    }

    /**
     * Arguments: host, port; system properties {@code transport}, {@code unchecked=true} to measure only what checking
     * UTF-8 costs per ping, and {@code users=N} to measure only what N users cost per handshake.
     */
    public static void main(String[] args) throws Exception {
        Transport transport =
                Transport.valueOf(System.getProperty("transport", "AUTO").toUpperCase(Locale.ROOT));
        try (WebSocketClient client = new WebSocketClient(new EngineOptions(transport, 1, "bench"))) {
            System.out.println(
                    "transport " + client.transportName() + ", median of " + ROUNDS + " rounds (all of them)");
            EngineCostBench bench = new EngineCostBench(client, args[0], Integer.parseInt(args[1]));
            if (Integer.getInteger("users", 0) > 0) {
                bench.compareUsers(Integer.getInteger("users"));
            } else if (Boolean.getBoolean("unchecked")) {
                bench.warmUp();
                bench.compareChecks(1_000);
                bench.compareChecks(100);
            } else {
                bench.run();
            }
        }
    }

    private void run() throws Exception {
        warmUp();
        report("CPU per handshake, us (connect, upgrade, ready, hello, close)", this::tierHandshakeMicros);
        for (int connections : new int[] {1000, 100, 1}) {
            report("CPU per ping, us, " + connections + " connections", () -> tierPingMicros(connections));
            report(
                    "bytes allocated per ping, " + connections + " connections (" + SAMPLE_BYTES
                            + " of them its sample)",
                    () -> tierPingBytes(connections));
        }
        System.out.println("the engine alone, without measuring:");
        report("CPU per handshake, us (connect, upgrade, first message, close)", this::handshakeMicros);
        report("  of it on the event loop, us", this::handshakeLoopMicros);
        for (int connections : new int[] {1000, 100, 1}) {
            List<Connection> open = open(connections);
            report("CPU per ping, us, " + connections + " connections", () -> pingMicros(open));
            report("bytes allocated per ping, " + connections + " connections", () -> pingBytes(open));
            close(open);
        }
        heapPerIdleConnection();
    }

    /**
     * Runs until the JIT has compiled the hot code: the last of these rounds cost as much as the first measured ones.
     */
    private void warmUp() throws Exception {
        for (int i = 0; i < WARM_UP_ROUNDS; i++) {
            handshakes();
            tierHandshakeMicros();
        }
        for (int connections : new int[] {100, 1_000}) {
            List<Connection> open = open(connections);
            for (int i = 0; i < WARM_UP_ROUNDS; i++) {
                pings(open);
                tierPingMicros(connections);
            }
            close(open);
        }
    }

    /** Alternates between runs with and without the check. */
    private void compareChecks(int connections) throws Exception {
        LoadTarget unchecked = new LoadTarget(client, endpoint.withTextCheck(false), dialect, List.of());
        double[] with = new double[ROUNDS];
        double[] without = new double[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            with[i] = pingMicros(target, connections);
            without[i] = pingMicros(unchecked, connections);
        }
        System.out.printf(
                Locale.ROOT,
                "CPU per ping, us, %d connections: %.2f (%s); without checking UTF-8 %.2f (%s)%n",
                connections,
                Rounds.median(with),
                Rounds.list(with),
                Rounds.median(without),
                Rounds.list(without));
    }

    /** Alternates between one identity for all connections, and users whose tokens are signed or given. */
    private void compareUsers(int users) throws Exception {
        List<List<String>> names = IntStream.range(0, users)
                .mapToObj(row -> List.of("user-" + row))
                .toList();
        Jwt jwt = new Jwt(SECRET, InstantSource.system());
        List<List<String>> tokens = names.stream()
                .map(row -> List.of(jwt.issue(row.get(0), Jwt.LIFETIME)))
                .toList();
        double[] one = new double[ROUNDS];
        double[] signed = new double[ROUNDS];
        double[] given = new double[ROUNDS];
        for (int i = -WARM_UP_ROUNDS; i < ROUNDS; i++) {
            int round = Math.max(i, 0);
            one[round] = collectedHandshakeMicros(target);
            signed[round] = collectedHandshakeMicros(targetOf("user", names, i * HANDSHAKES));
            given[round] = collectedHandshakeMicros(targetOf("token", tokens, i * HANDSHAKES));
        }
        reportUsers("one identity", one, one);
        reportUsers(users + " users, tokens signed while they connect", signed, one);
        reportUsers(users + " users with given tokens", given, one);
    }

    private static void reportUsers(String who, double[] micros, double[] one) {
        System.out.printf(
                Locale.ROOT,
                "CPU per handshake, us, %-48s %6.1f (%s), %+.1f %%%n",
                who,
                Rounds.median(micros),
                Rounds.list(micros),
                100 * (Rounds.median(micros) / Rounds.median(one) - 1));
    }

    /** @param first the user of the first connection, so that each round has others */
    private LoadTarget targetOf(String column, List<List<String>> rows, int first) {
        List<List<String>> rotated = new ArrayList<>(rows);
        Collections.rotate(rotated, -first);
        DialectContext context = DialectContext.at(Instant.now())
                .withSecret(SECRET)
                .withUsers(Users.of(List.of(column), rotated, false));
        return new LoadTarget(client, endpoint, new Dialects().create("wse", context), List.of());
    }

    private double handshakeMicros(LoadTarget to) throws Exception {
        return TierCost.ofStorm(to, loopThread, HANDSHAKES, WINDOW).connectingMicros() / HANDSHAKES;
    }

    /**
     * The table of users is new in each round, but a run reads it only once, so its garbage collection must not count.
     */
    private double collectedHandshakeMicros(LoadTarget to) throws Exception {
        System.gc();
        return handshakeMicros(to);
    }

    private double tierHandshakeMicros() throws Exception {
        return handshakeMicros(target);
    }

    private double tierPingMicros(int connections) throws Exception {
        return pingMicros(target, connections);
    }

    private double pingMicros(LoadTarget to, int connections) throws Exception {
        int pings = pingCount(connections);
        return TierCost.ofPings(to, loopThread, connections, pings / connections)
                        .pingingMicros()
                / pings;
    }

    /**
     * How much more twice as many pings allocate. This leaves out one-off allocations of a tier, such as its
     * histograms.
     */
    private double tierPingBytes(int connections) throws Exception {
        int pings = pingCount(connections);
        TierCost once = TierCost.ofPings(target, loopThread, connections, pings / connections);
        TierCost twice = TierCost.ofPings(target, loopThread, connections, 2 * pings / connections);
        return (double) (twice.pingingBytes() - once.pingingBytes()) / pings;
    }

    private double handshakeMicros() {
        return processMicros(this::handshakes, HANDSHAKES);
    }

    private double handshakeLoopMicros() {
        long before = threads.getThreadCpuTime(loopThread);
        handshakes();
        return (threads.getThreadCpuTime(loopThread) - before) / 1e3 / HANDSHAKES;
    }

    /** The pings of a single connection wait for each other, so fewer are enough. */
    private static int pingCount(int connections) {
        return connections == 1 ? PINGS_OF_ONE : PINGS_OF_MANY;
    }

    private double pingMicros(List<Connection> open) {
        return processMicros(() -> pings(open), pingCount(open.size()));
    }

    private double pingBytes(List<Connection> open) {
        long before = threads.getThreadAllocatedBytes(loopThread);
        pings(open);
        return (double) (threads.getThreadAllocatedBytes(loopThread) - before) / pingCount(open.size());
    }

    private double processMicros(Runnable work, int count) {
        long before = system.getProcessCpuTime();
        work.run();
        return (system.getProcessCpuTime() - before) / 1e3 / count;
    }

    private void handshakes() {
        HandshakeRun run = new HandshakeRun(client, loop, endpoint, HANDSHAKES, true);
        loop.execute(() -> run.start(WINDOW));
        await(run.done());
    }

    private List<Connection> open(int number) {
        HandshakeRun run = new HandshakeRun(client, loop, endpoint, number, false);
        loop.execute(() -> run.start(WINDOW));
        return await(run.done());
    }

    private void pings(List<Connection> open) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        loop.execute(() -> PingRun.start(open, dialect, pingCount(open.size()), done));
        await(done);
    }

    private void close(List<Connection> open) {
        loop.execute(() -> open.forEach(Connection::abort));
        await(loop.submit(() -> true));
    }

    private void heapPerIdleConnection() {
        long before = usedHeap();
        List<Connection> open = open(IDLE);
        long with = usedHeap();
        System.out.printf(
                Locale.ROOT,
                "%-72s %8.0f%n",
                "heap bytes per idle connection (" + IDLE + " open)",
                (double) (with - before) / open.size());
        close(open);
    }

    private static long usedHeap() {
        long used = Long.MAX_VALUE;
        for (int i = 0; i < 4; i++) {
            System.gc();
            used = Math.min(
                    used,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return used;
    }

    /** One round of a measurement. */
    private interface Round {
        double measure() throws Exception;
    }

    private static void report(String label, Round round) throws Exception {
        double[] values = new double[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            values[i] = round.measure();
        }
        List<String> all = new ArrayList<>();
        for (double value : values) {
            all.add(String.format(Locale.ROOT, "%.1f", value));
        }
        Arrays.sort(values);
        System.out.printf(Locale.ROOT, "%-72s %8.1f  (%s)%n", label, values[ROUNDS / 2], String.join(" ", all));
    }

    private static <T> T await(java.util.concurrent.Future<T> future) {
        try {
            return future.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException("the server must answer within " + TIMEOUT_SECONDS + " s", e);
        }
    }
}
