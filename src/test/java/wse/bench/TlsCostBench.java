package wse.bench;

import com.sun.management.OperatingSystemMXBean;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import wse.config.Authorities;
import wse.dialect.Dialect;
import wse.dialect.EchoDialect;
import wse.engine.ClientTls;
import wse.engine.Connection;
import wse.engine.ConnectionListener;
import wse.engine.Disconnect;
import wse.engine.Endpoint;
import wse.engine.EngineOptions;
import wse.engine.Transport;
import wse.engine.WebSocketClient;
import wse.load.LoadTarget;

/**
 * Measures what TLS costs the client's process, compared with {@code ws://} in the same rounds: handshakes per second, CPU per
 * handshake and per message, memory per idle connection. Needs {@link wse.engine.TlsBenchServer}; uses one event loop. Run
 * by {@code bench/tls.sh}, which pins client and server to one core each.
 */
public final class TlsCostBench {

    private static final int ROUNDS = 5;
    private static final int WARM_UP_ROUNDS = 5;
    private static final int HANDSHAKES = 2_000;
    private static final int WINDOW = 64;
    private static final int CONNECTIONS = 100;
    private static final int PINGS_EACH = 200;
    private static final int IDLE = 2_000;
    private static final long TIMEOUT_SECONDS = 120;
    private static final int PAGE_BYTES = 4_096;
    private static final int CONNECTIONS_EACH = (WARM_UP_ROUNDS + ROUNDS) * (HANDSHAKES + CONNECTIONS);

    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private final WebSocketClient client;
    private final EventLoop loop;
    private final long loopThread;
    private final Map<String, LoadTarget> targets = new LinkedHashMap<>();
    private final Map<String, List<Double>> figures = new LinkedHashMap<>();

    private TlsCostBench(WebSocketClient client) throws Exception {
        this.client = client;
        this.loop = client.loops().get(0);
        this.loopThread = loop.submit(() -> Thread.currentThread().getId()).get();
    }

    /**
     * Arguments: port without TLS, port with TLS, file with the authority's certificate; to measure only the memory of the
     * connections of one row, also the row's number, from 0. Memory needs a process of its own for each row, because freed
     * memory is reused.
     */
    public static void main(String[] args) throws Exception {
        try (WebSocketClient client = new WebSocketClient(new EngineOptions(Transport.AUTO, 1, "bench"))) {
            TlsCostBench bench = new TlsCostBench(client);
            ClientTls tls = ClientTls.DEFAULT.withAuthorities(
                    Authorities.read(Path.of(args[2])).certificates());
            bench.targets.put("ws", bench.target(endpoint(args[0])));
            bench.targets.put(
                    "wss, full handshakes", bench.target(endpoint(args[1]).withTls(tls)));
            bench.targets.put(
                    "wss, resumed sessions", bench.target(endpoint(args[1]).withTls(tls.withResumption(true))));
            if (args.length > 3) {
                bench.memory(List.copyOf(bench.targets.keySet()).get(Integer.parseInt(args[3])));
            } else {
                System.out.println("TLS by " + ClientTls.implementation() + ", transport " + client.transportName()
                        + ", median of " + ROUNDS + " rounds (all of them)");
                bench.run();
            }
        }
    }

    private static Endpoint endpoint(String port) {
        return Endpoint.of(
                new InetSocketAddress("127.0.0.1", Integer.parseInt(port)), "localhost:" + port, "/echo", Map.of());
    }

    private LoadTarget target(Endpoint endpoint) {
        Dialect echo = new EchoDialect("/echo");
        return new LoadTarget(client, endpoint, echo, List.of());
    }

    private void run() throws Exception {
        for (int round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
            for (Map.Entry<String, LoadTarget> each : targets.entrySet()) {
                measure(each.getKey(), each.getValue(), round >= 0);
            }
        }
        figures.forEach(TlsCostBench::report);
        System.out.println(
                "connections in each row: " + CONNECTIONS_EACH + ", and " + 2 * IDLE + " more to measure memory");
    }

    private void measure(String name, LoadTarget target, boolean keep) throws Exception {
        long cpu = SYSTEM.getProcessCpuTime();
        long begin = System.nanoTime();
        handshakes(target, HANDSHAKES, true);
        double seconds = (System.nanoTime() - begin) / 1e9;
        double micros = (SYSTEM.getProcessCpuTime() - cpu) / 1e3 / HANDSHAKES;
        TierCost pings = TierCost.ofPings(target, loopThread, CONNECTIONS, PINGS_EACH);
        if (keep) {
            keep(name + ": handshakes/s", HANDSHAKES / seconds);
            keep(name + ": CPU per handshake, us", micros);
            keep(name + ": CPU per message and its echo, us", pings.pingingMicros() / (CONNECTIONS * PINGS_EACH));
        }
    }

    private void keep(String figure, double value) {
        figures.computeIfAbsent(figure, name -> new ArrayList<>()).add(value);
    }

    private static void report(String figure, List<Double> values) {
        double[] all = values.stream().mapToDouble(Double::doubleValue).toArray();
        System.out.printf(Locale.ROOT, "%-56s %10.1f  (%s)%n", figure, Rounds.median(all), Rounds.list(all));
    }

    private List<Connection> handshakes(LoadTarget target, int number, boolean close) {
        Opening opening = new Opening(target.endpoint(), number, close);
        loop.execute(opening::start);
        return await(opening.done);
    }

    /** Opens connections, a few at a time, and closes them if requested. Confined to the event loop. */
    private final class Opening implements ConnectionListener {

        private final Endpoint endpoint;
        private final int total;
        private final boolean close;
        private final List<Connection> open = new ArrayList<>();
        private final CompletableFuture<List<Connection>> done = new CompletableFuture<>();
        private int started;
        private int ended;

        Opening(Endpoint endpoint, int total, boolean close) {
            this.endpoint = endpoint;
            this.total = total;
            this.close = close;
        }

        void start() {
            for (int i = 0; i < WINDOW; i++) {
                next();
            }
        }

        private void next() {
            if (started < total) {
                started++;
                client.connect(loop, endpoint, null, this, null);
            }
        }

        @Override
        public void onOpen(Connection connection) {
            open.add(connection);
            if (close) {
                connection.abort();
            } else {
                end();
            }
        }

        @Override
        public void onMessage(Connection connection, ByteBuf payload, boolean text, long receivedNanos) {
            throw new IllegalStateException("nothing was sent, so nothing can be echoed");
        }

        @Override
        public void onClosed(Connection connection, Disconnect why) {
            if (why.kind() != Disconnect.Kind.CLOSED_BY_US) {
                done.completeExceptionally(new IllegalStateException(why.toString()));
            } else if (close) {
                end();
            }
        }

        private void end() {
            ended++;
            next();
            if (ended == total) {
                done.complete(open);
            }
        }
    }

    /**
     * BoringSSL keeps its state outside the heap. The whole heap is resident from the start, so only memory outside it makes
     * the process's resident memory grow.
     */
    private void memory(String name) {
        LoadTarget target = targets.get(name);
        handshakes(target, IDLE, true);
        long heap = least(TlsCostBench::usedHeap);
        long resident = least(TlsCostBench::residentBytes);
        List<Connection> open = handshakes(target, IDLE, false);
        System.out.printf(
                Locale.ROOT,
                "%-56s %10.0f, and %.0f in the heap%n",
                name + ": bytes per idle connection outside the heap",
                (double) (least(TlsCostBench::residentBytes) - resident) / IDLE,
                (double) (least(TlsCostBench::usedHeap) - heap) / IDLE);
        open.forEach(each -> loop.execute(each::abort));
    }

    private static long least(Supplier<Long> reading) {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 4; i++) {
            System.gc();
            least = Math.min(least, reading.get());
        }
        return least;
    }

    private static long usedHeap() {
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static long residentBytes() {
        try {
            return Long.parseLong(Files.readString(Path.of("/proc/self/statm")).split(" ")[1]) * PAGE_BYTES;
        } catch (IOException e) {
            throw new IllegalStateException("needs Linux", e);
        }
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException("the server must answer within " + TIMEOUT_SECONDS + " s", e);
        }
    }
}
